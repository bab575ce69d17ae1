using System.Globalization;
using Liandong.Core.Cases;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cases;

namespace Liandong.Web.Desk;

/// <summary>
/// Makes a work order out of a case. What is carried about is lost, lent and read by neighbours: callers' names and numbers
/// are covered, also where somebody typed them into the words.
/// </summary>
public sealed class PrintReading(Node node, CaseReading reading, Texts texts, Moments moments)
{
    /// <summary>Paper for so many at once: a stack that one person staples.</summary>
    public const int Most = 20;

    /// <summary>The sheets of several cases, those that the reader may not see left out.</summary>
    /// <param name="site">Where this house is reached, for the codes.</param>
    public async Task<IReadOnlyList<(CaseFile File, PrintSheet Sheet)>> ReadManyAsync(Signed who, IReadOnlyList<string> numbers, string site,
        IReadOnlyDictionary<Guid, IReadOnlyList<ShownReporter>>? shown, string? reason, CancellationToken cancel)
    {
        var sheets = new List<(CaseFile, PrintSheet)>();
        foreach (var number in numbers.Distinct().Take(Most))
        {
            if (await reading.FindAsync(who, number, cancel) is { } file)
            {
                sheets.Add((file, await ReadAsync(file, site, shown?.GetValueOrDefault(file.Row.Id), reason, cancel)));
            }
        }
        return sheets;
    }

    /// <summary>A caller who asked for any secrecy stands on no paper, whoever asks.</summary>
    public static bool MayName(CaseFile file) => file.State.Facts!.Secrecy == 0 && file.State.Appeals.All(a => a.Secrecy == 0)
        && file.Who.Admits("POST", "/cases/{number}/reporter") && file.Who.Actor.Posts.Any(p => ShowReporter.MayKnow(p, file.State, file.Who.City));

    private async Task<PrintSheet> ReadAsync(CaseFile file, string site, IReadOnlyList<ShownReporter>? shown, string? reason, CancellationToken cancel)
    {
        var words = new CityWords(file.Who.City, texts);
        var callers = shown is not null ? [] : await new Callers(node, words, texts).NamesAsync(file.Row.Id, cancel);
        var honorifics = CallerScan.Honorifics(file.Who.City);
        string? Cover(string? said, bool parts) => callers.Aggregate(said, (text, c) => CallerScan.Cover(text, c.Name, c.Phone, texts["print.caller"], parts, honorifics));
        var facts = new CaseFactsReading(file, words, new ClockWords(file.Who.City, file.Who.Now), texts, moments);
        // A street may be called what a caller is called: in the place only the whole name is covered.
        var address = Cover(file.Row.Address, parts: false);
        return new PrintSheet(file.Row.Number, $"{site}/cases/{file.Row.Number}", words.Class(file.Row.Class), Cover(file.Opening("title") ?? file.Row.Title, parts: true) ?? "",
            Flags(file, words), Facts(file, words, address), [.. Told(file).Select(t => Cover(t, parts: true)!)], Conditions(file, words), facts.Duties(),
            texts["print.by", ("who", words.Person(file.Who.Person.Id.Value)), ("when", moments.Full(moments.Now))])
        {
            Callers = shown is null ? null : new PrintCallers([.. shown.Select(c => string.Join(' ', new[] { c.Name, c.Phone }.OfType<string>()))], reason ?? ""),
        };
    }

    /// <summary>What was told at the opening and by everybody who joined.</summary>
    private static IEnumerable<string> Told(CaseFile file) =>
        new[] { file.Opening("description") }.Concat(file.Trace.Where(t => t.Events.OfType<AppealChanged>().Any(e => e.Appeal.No > 1)).Select(t => t.Texts?.GetValueOrDefault("words")))
            .OfType<string>().Where(t => t.Length > 0).Distinct();

    private List<Flag> Flags(CaseFile file, CityWords words)
    {
        var (flags, f) = (new List<Flag>(), file.State.Facts!);
        if (words.City.IsUrgent(f.Urgency))
        {
            flags.Add(new Flag(words.Choice("urgencies", f.Urgency), Loud: true));
        }
        if (file.State.Round > 1)
        {
            flags.Add(new Flag(texts["flag.round", ("n", file.State.Round)]));
        }
        return flags;
    }

    private List<Fact> Facts(CaseFile file, CityWords words, string? address)
    {
        var facts = new List<Fact>();
        void Add(string label, string? value, bool strong = false)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                facts.Add(new Fact(label, value, null, strong));
            }
        }
        var standard = file.Situation.Standard;
        Add(texts["fact.standard"], standard is { } s ? words.In(s.Filing) + (s.Reference is { Length: > 0 } r ? $" ({r})" : "") : null);
        Add(texts["print.place"], address, strong: true);
        Add(texts["print.point"], file.Row is { Lon: { } lon, Lat: { } lat } ? string.Create(CultureInfo.InvariantCulture, $"{lat:0.00000}, {lon:0.00000}") : null);
        Add(texts["print.areas"], words.Chain(file.Row.Areas));
        Add(texts["fact.limit"], file.State.Facts!.Promised(standard) is { } limit ? CaseTimetable.LimitWords(limit, texts) : texts["due.none"]);
        Add(texts["print.due"], file.State.Handling is { StoppedAt: null, Due: { } due } ? moments.Full(due) : null, strong: true);
        Add(texts["fact.opened"], moments.Full(file.State.OpenedAt));
        return facts;
    }

    private static List<PrintCondition> Conditions(CaseFile file, CityWords words) =>
        [.. (file.Situation.Standard?.Conditions ?? []).Select(c => new PrintCondition(words.In(c.Name), file.State.Conditions.Contains(c.Code)))];
}

using System.Globalization;
using Liandong.Core;
using Liandong.Core.Catalogue;
using Liandong.Core.Cities;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Calls;

namespace Liandong.Web.Desk.Hotline;

/// <summary>What a call-taker sees: his calls, and the one that he speaks in with all that helps to write it down.</summary>
public sealed class HotlineReading(Node node, RegisterReading register, CallerReading callers, Texts texts, Moments moments)
{
    private const int LongestWords = 24;
    private const int MostClasses = 8;
    private const int MostNotices = 3;
    private const int MostArticles = 4;
    private const int Digits = 9;

    public async Task<CallsStrip> StripAsync(Signed who, Guid? but, CancellationToken cancel)
    {
        var calls = await CallReader.DeskAsync(node.Calls, who.Person.Id, cancel);
        var lines = new List<CallLine>();
        foreach (var call in calls.Where(c => c.Id != but))
        {
            var draft = call.TakenBy == who.Person.Id ? await CallDrafts.FindAsync(node.Calls, call.Id, who.Person.Id, cancel) : null;
            lines.Add(Line(who, call, draft, lines.Count < Digits ? (lines.Count + 1).ToString(CultureInfo.InvariantCulture) : null));
        }
        return new CallsStrip(lines, CallDesk.TopicOf(who.Person.Id), calls.Where(c => c.Standing == CallStanding.Speaks && c.TakenBy == who.Person.Id).Select(c => UrlOf(c.Id)).FirstOrDefault())
        {
            Url = "/hotline?handler=Calls" + (but is { } own ? $"&but={own:D}" : ""),
        };
    }

    public async Task<HotlineDesk> DeskAsync(Signed who, HotlineDone? done, RefusalNote? refusal, CancellationToken cancel)
    {
        var words = new CityWords(who.City, texts);
        var day = who.City.Day(who.Now);
        var from = new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), who.City.Zone), TimeSpan.Zero);
        var counts = (await CallReader.CountsAsync(node.Calls, from, cancel)).Where(c => c.TakenBy == who.Person.Id && c.Outcome is not null).ToList();
        return new HotlineDesk(await StripAsync(who, null, cancel), [.. who.City.Lines.Where(l => !(day < l.From) && !(l.To < day)).Select(l => new FieldOption(l.Code, words.In(l.Name)))],
            Guid.NewGuid(), [.. counts.OrderByDescending(c => c.Calls).Select(c => new Fact(Outcome(who.City, c.Outcome!, words), c.Calls.ToString(CultureInfo.InvariantCulture)))], done, refusal, Card(who, words), who.City.Demo);
    }

    /// <param name="open">The ending whose form stands open.</param>
    public async Task<CallPage> CallAsync(Signed who, CallView call, IFormCollection given, DateTimeOffset? savedAt, Guid key, CancellationToken cancel,
        Refusal? wrong = null, RefusalNote? refusal = null, HotlineDone? done = null, string? open = null)
    {
        var words = new CityWords(who.City, texts);
        var form = CallForms.Read(given, who, call, proposes: true);
        var procedure = RegisterReading.ProcedureOf(who, form);
        var steps = Steps(who, form, given, words, register.Wrong(wrong, words), wrong);
        var line = who.City.Lines.FirstOrDefault(l => l.Code == call.Line);
        return new CallPage(Line(who, call, null, null), line is null ? null : words.Unit(line.Unit.Value), Through(who.City, call, words), await StripAsync(who, call.Id, cancel), key, procedure.Code, form["channel"] ?? who.City.Hotline!.Channel, form["area"], steps,
            await AsideAsync(who, call, given, cancel), await callers.CasesAsync(who, call, cancel), [.. Endings(who.City.Hotline!, call, words, open)], who.City.Hotline!.Hold, Card(who, words),
            who.City.Knowledge.Count > 0, savedAt, done, refusal ?? (wrong is null ? null : new RefusalNote(texts["register.title"], texts["register.look"])));
    }

    public async Task<HotlineAside> AsideAsync(Signed who, CallView call, IFormCollection given, CancellationToken cancel)
    {
        var words = new CityWords(who.City, texts);
        var form = CallForms.Read(given, who, call, proposes: true);
        var url = UrlOf(call.Id);
        var known = await register.AsideAsync(who, form, cancel) with { Url = url + "?handler=Aside" };
        var day = who.City.Day(who.Now);
        var about = form.Class?.Code;
        var notices = who.City.Notices.Where(n => n.InForce(day)).OrderByDescending(n => n.Fits(about, form.Areas)).ToList();
        var fitting = notices.Where(n => (about is not null || form.Areas.Count > 0) && n.Fits(about, form.Areas) > 0).Take(MostNotices).ToList();
        return new HotlineAside(known, [.. fitting.Select(n => Notice(n, words))], [.. notices.Except(fitting).Select(n => Notice(n, words))], Frame(who.City, about), url + "?handler=Join",
            about is null ? null : Articles(who, call, form["description"] ?? "", about, 1));
    }

    /// <summary>Answers to what is asked.</summary>
    public ArticlesCard? Articles(Signed who, CallView call, string asked, ClassCode? about, int most = MostArticles)
    {
        var words = new CityWords(who.City, texts);
        var ending = who.City.Hotline!.Endings.FirstOrDefault(e => e.Kind == CallEndingKind.Answer);
        return ending is null ? null : new ArticlesCard([.. ArticleSearch.Find(who.City, asked, about, who.City.Day(who.Now), most).Select(a => new ArticleCard(a.Code, words.In(a.Question), words.In(a.Answer),
            words.In(a.Basis), texts["hotline.article.meta", ("unit", words.Unit(a.Owner.Value)), ("reviewed", Day(a.Reviewed)), ("until", Day(a.ValidUntil))]))],
            UrlOf(call.Id) + "?handler=End", UrlOf(call.Id) + "?handler=Doubt", ending.Code, Guid.NewGuid());
    }

    /// <summary>Classes for what is typed of them, or for what the caller told.</summary>
    public IReadOnlyList<PlaceOption> Classes(Signed who, string said)
    {
        var words = new CityWords(who.City, texts);
        return [.. ClassSearch.Find(who.City, said, MostClasses).Select(f => new PlaceOption("", words.In(f.Class.Name), words.In(f.Class.Name), words.In(f.Class.Group), f.Class.Code.Value, false))];
    }

    public static string UrlOf(Guid call) => $"/hotline/{call:D}";

    private string Day(DateOnly day) => moments.Day(new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(new TimeOnly(12, 0)), moments.Zone), TimeSpan.Zero));

    /// <summary>An outcome in words.</summary>
    public string Outcome(City city, string outcome, CityWords words) => city.Hotline?.Ending(outcome) is { } ending ? words.In(ending.Name)
        : outcome is CallOutcomes.Registered or CallOutcomes.Joined or CallOutcomes.Missed ? texts["hotline.outcome." + outcome] : outcome;

    private CallLine Line(Signed who, CallView call, CallDraft? draft, string? key)
    {
        var words = new CityWords(who.City, texts);
        var told = draft?.Fields.GetValueOrDefault("title") ?? draft?.Fields.GetValueOrDefault("description");
        var since = call.Standing switch
        {
            CallStanding.Speaks => call.AnsweredAt, CallStanding.Held => call.HeldAt, CallStanding.Open => call.EndedAt, _ => null,
        };
        return new CallLine(call.Id, UrlOf(call.Id), call.Standing, Callers.MaskPhone(call.Phone) ?? texts["hotline.withheld"], who.City.Lines.FirstOrDefault(l => l.Code == call.Line) is { } line ? words.In(line.Name) : null,
            since ?? call.RungAt, told is { Length: > LongestWords } ? told[..LongestWords] + "…" : told, key);
    }

    private List<RegisterStep> Steps(Signed who, RegisterForm form, IFormCollection given, CityWords words, (string? Field, string? Words) wrong, Refusal? refusal)
    {
        var asks = new RegisterAsks(form, words, texts, wrong);
        var procedure = RegisterReading.ProcedureOf(who, form);
        var tried = new ActTried(procedure.Opening.Name, Guid.Empty, CallForms.Given(procedure.Opening, given), refusal ?? new Refusal(""));
        List<FieldInput> what =
        [
            asks.Of("title", FieldShape.Text) with { Label = texts["hotline.ask.want"], Hint = null, Max = "200" },
            asks.Of("description", FieldShape.LongText, max: "4000") with { Label = texts["hotline.ask.happened"] },
        ];
        if (form.Tells is not null && wrong.Field == "description")
        {
            what.Add(asks.Of("named", FieldShape.YesNo));
        }
        List<FieldInput> contact = [asks.Of("phone", FieldShape.Text) with { Hint = texts["hotline.ask.phone.hint"] }];
        contact.AddRange(register.Asked(who, form, procedure, words, tried).SelectMany(s => s.Fields));
        contact.Add(asks.Of("wantsAnswer", FieldShape.YesNo));
        return
        [
            new RegisterStep(texts["hotline.step.what"], what),
            new RegisterStep(texts["ask.class"], [asks.Of("class", FieldShape.Suggest, required: true) with { Hint = texts["hotline.ask.class.hint"], From = "title description", Suggestions = "/hotline?handler=Classes" }]),
            new RegisterStep(texts["ask.step.where"], [asks.Of("place", FieldShape.Place) with { Suggestions = "/cases/new?handler=Places", Bare = true }]),
            new RegisterStep(texts["hotline.step.caller"], [asks.Of("name", FieldShape.Text), .. contact]),
            new RegisterStep(texts["hotline.step.how"],
            [
                asks.Of("secrecy", "secrecyGrades", null, required: true), asks.Of("urgency", "urgencies", null, required: true),
                asks.Of("nature", "natures", null) with { Required = false }, asks.Of("complainedOf", FieldShape.Unit, QueueForm.UnitOptions(words)),
            ]),
        ];
    }

    private List<string> Frame(City city, ClassCode? about) => about is { } code && city.Hotline!.Frames.TryGetValue(code, out var frame)
        ? [.. frame.In(texts.Language).Split(';', '；').Select(p => p.Trim()).Where(p => p.Length > 0)] : [];

    private NoticeCard Notice(Notice n, CityWords words) => new(n.Code, words.In(n.Title), words.In(n.Answer), words.Unit(n.Owner.Value), n.To is { } to ? Day(to) : null);

    private string? Through(City city, CallView call, CityWords words) => call.ThroughTo is not { } code ? null
        : texts[call.Stayed == true ? "hotline.through.three" : "hotline.through", ("number", city.Hotline!.Endings.SelectMany(e => e.Numbers).FirstOrDefault(n => n.Code == code) is { } number ? words.In(number.Name) : code),
            ("clock", moments.Clock(call.ThroughAt!.Value))];

    private static IEnumerable<EndingForm> Endings(Core.Cities.Hotline hotline, CallView call, CityWords words, string? open) => hotline.Endings.Select(e =>
    {
        var reads = e.Scripts.Count > call.Warnings;
        var through = e.Kind == CallEndingKind.Transfer && call.ThroughTo is not null;
        return new EndingForm(e.Code, e.Key, words.In(e.Name), e.Kind.ToString().ToLowerInvariant(), reads && !through ? words.In(e.Scripts[e.Kind == CallEndingKind.Close ? call.Warnings : 0]) : null,
            e.Kind != CallEndingKind.Close || !reads, Math.Min(call.Warnings, e.Scripts.Count), e.Scripts.Count, through ? [] : [.. e.Numbers.Select(n => new FieldOption(n.Code, words.In(n.Name)))], Guid.NewGuid(), e.Code == open);
    });

    private List<CardKey> Card(Signed who, CityWords words)
    {
        var hotline = who.City.Hotline!;
        List<CardKey> card = [.. hotline.Endings.Select(e => new CardKey(e.Key, words.In(e.Name)))];
        if (hotline.Hold is { } hold)
        {
            card.Add(new CardKey(hold, texts["hotline.hold"]));
        }
        return card;
    }
}

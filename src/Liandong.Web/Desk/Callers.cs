using Liandong.Core.Cases;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cases;
using Npgsql;

namespace Liandong.Web.Desk;

/// <summary>Those who asked: masked, until an act with a reason shows them.</summary>
public sealed class Callers(Node node, CityWords words, Texts texts)
{
    private const int ShownDigits = 2;

    public async Task<IReadOnlyList<AppealCard>> ReadAsync(CaseFile file, IReadOnlyList<ShownReporter>? shown, string site, CancellationToken cancel)
    {
        // Whoever may not ask has no use for half a name either: administrators, patrols, and who handles a strictly secret case.
        var kept = file.Who.Admits("POST", "/cases/{number}/reporter") && file.Who.Actor.Posts.Any(p => ShowReporter.MayKnow(p, file.State, file.Who.City))
            ? (await NamesAsync(file.Row.Id, cancel)).ToDictionary(c => c.Appeal, c => (MaskName(c.Name), MaskPhone(c.Phone))) : [];
        var show = kept.Count > 0 ? $"/cases/{file.Row.Number}/reporter" : null;
        var links = AnswerByLink.Waiting(node.Keys, file.Situation, file.State).ToDictionary(l => l.Appeal, l => new LinkCard($"{site}/r/{l.Token}", l.Until));
        return [.. file.State.Appeals.Select(a => Card(a, kept.GetValueOrDefault(a.No), shown?.FirstOrDefault(s => s.Appeal == a.No), show, file) with { Link = links.GetValueOrDefault(a.No) })];
    }

    private AppealCard Card(Appeal appeal, (string? Name, string? Phone) masked, ShownReporter? shown, string? show, CaseFile file) => new(
        texts["appeal.no", ("n", appeal.No), ("channel", words.Choice("channels", appeal.Channel))],
        shown is null ? masked.Name : shown.Name, shown is null ? masked.Phone : shown.Phone, Words(appeal, file), appeal.WantsAnswer, appeal.Secrecy > 0,
        Heard(appeal), Content(appeal), masked is { Name: null, Phone: null } ? null : show, shown is not null);

    /// <summary>What this caller wanted, where he was joined to another's case.</summary>
    private static string? Words(Appeal appeal, CaseFile file) => appeal.No == 1 ? null
        : file.Trace.Where(t => t.Events.OfType<AppealChanged>().Any(e => e.Appeal.No == appeal.No)).Select(t => t.Texts?.GetValueOrDefault("words")).FirstOrDefault();

    private string? Heard(Appeal appeal) => appeal.Resolved is { } answer ? words.Choice("resolvedAnswers", answer)
        : appeal.Tries > 0 ? texts["appeal.tries", ("n", appeal.Tries)] : null;

    private string? Content(Appeal appeal) => appeal.Result is { } result
        ? words.Choice("satisfaction", result.ToString(System.Globalization.CultureInfo.InvariantCulture)) : null;

    /// <summary>Names and numbers as they are kept: to cover them in words, never to show.</summary>
    public async Task<IReadOnlyList<(int Appeal, string? Name, string? Phone)>> NamesAsync(Guid id, CancellationToken cancel)
    {
        await using var command = node.Source.CreateCommand("select appeal, name, phone from reporters where case_id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        var found = new List<(int, string?, string?)>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            found.Add((reader.GetInt32(0), Text(reader, 1), Text(reader, 2)));
        }
        return found;
    }

    /// <summary>The same of many cases.</summary>
    public async Task<ILookup<Guid, (string? Name, string? Phone)>> OfManyAsync(Guid[] ids, CancellationToken cancel)
    {
        await using var command = node.Source.CreateCommand("select case_id, name, phone from reporters where case_id = any($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = ids });
        var found = new List<(Guid Id, string? Name, string? Phone)>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            found.Add((reader.GetGuid(0), Text(reader, 1), Text(reader, 2)));
        }
        return found.ToLookup(f => f.Id, f => (f.Name, f.Phone));
    }

    private string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : node.Keys.Decrypt(reader.GetFieldValue<byte[]>(column));

    /// <summary>The first letter tells two callers apart and names nobody.</summary>
    private static string? MaskName(string? name) => string.IsNullOrWhiteSpace(name) ? null
        : System.Globalization.StringInfo.GetNextTextElement(name.Trim()) + "**";

    internal static string? MaskPhone(string? phone)
    {
        var digits = string.Concat((phone ?? "").Where(char.IsDigit));
        return digits.Length == 0 ? null : digits.Length <= 2 * ShownDigits ? "****" : "****" + digits[^ShownDigits..];
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cities;

namespace Liandong.Web.Desk.Admin;

/// <summary>What every form that changes the city carries.</summary>
/// <param name="Id">Made with the form: sent twice it is one change.</param>
/// <param name="MadeFrom">Hash of the version that the form was filled from.</param>
/// <param name="Shown">Print of what was shown last; only that very change is put in force.</param>
public sealed record CityForm(Guid Id, string? MadeFrom, string? Shown, string? Reason)
{
    public static CityForm New(string madeFrom) => new(Guid.NewGuid(), madeFrom, null, null);
}

/// <summary>What a change would do, or why not; and when it is done, by which version.</summary>
/// <param name="Asks">Whether it may be put in force from here: it changes something, and nothing hinders.</param>
public sealed record CityPreview(CityForm Form, IReadOnlyList<ChangeLine> Changes, int Further, IReadOnlyList<FaultLine> Faults, int FurtherFaults, IReadOnlyList<ConflictLine> Conflicts,
    bool Asks, bool ReasonMissing, TimeSpan Took)
{
    public int? Version { get; init; }

    public IReadOnlyList<Fault> Raw { get; init; } = [];
}

/// <param name="Field">The column; null when a row or a whole file came, went or changed.</param>
public sealed record ChangeLine(string File, string Path, string Code, string? Field, string? Before, string? After);

public sealed record FaultLine(string File, string Path, int Line, string Value, string Words);

/// <param name="Who">Who changed it last, when it can be told.</param>
public sealed record ConflictLine(string File, string Code, int? Version, DateTimeOffset? At, string? Who, string? Reason, IReadOnlyList<ChangeLine> Changes);

/// <summary>Shows what a form of the administrator's desk would change, and puts it in force when that was seen and a reason is given.</summary>
public sealed class CityPosts(Node node, Texts texts)
{
    public const int LongestReason = 500;
    private const int MostShown = 100;

    public async Task<CityPreview> RunAsync(Signed who, CityForm form, IReadOnlyList<CityEdit> edits, CancellationToken cancel)
    {
        var print = Print(edits);
        var seen = form.Shown == print;
        var reason = (form.Reason ?? "").Trim() is var words && words.Length > LongestReason ? words[..LongestReason] : words;
        var wish = new CityWish(who.Person.Id, reason, form.Id, form.MadeFrom ?? "", edits);
        var began = node.Real.GetTimestamp();
        var changed = await ChangeCity.RunAsync(node, wish, cancel, dry: !seen || reason.Length == 0);
        var preview = Show(who, form with { Shown = print }, changed, seen && reason.Length == 0);
        return preview with { Took = node.Real.GetElapsedTime(began) };
    }

    private CityPreview Show(Signed who, CityForm form, CityChanged changed, bool reasonMissing)
    {
        var words = new CityWords(who.City, texts);
        var files = new CityFileWords(texts);
        return new CityPreview(form, [.. changed.Changes.Take(MostShown).Select(c => Line(files, c))], Math.Max(0, changed.Changes.Count - MostShown),
            [.. changed.Faults.Take(MostShown).Select(f => new FaultLine(files.File(f.File), f.File, f.Line, f.Value, f.Text.In(texts.Language)))], Math.Max(0, changed.Faults.Count - MostShown),
            [.. changed.Conflicts.Select(c => new ConflictLine(files.File(c.File), c.Code, c.By?.No, c.By?.AppliedAt, c.By is { } by ? words.Person(by.Principal) : null, c.By?.Reason, [.. c.Changes.Take(MostShown).Select(l => Line(files, l))]))],
            Asks: !changed.IsRefused && changed.Changes.Count > 0, reasonMissing && !changed.IsRefused, default)
        { Version = changed.Version, Raw = changed.Faults };
    }

    public static ChangeLine Line(CityFileWords files, CityChange c) => new(files.File(c.File), c.File, c.Code, c.Field is null ? null : files.Column(c.File, c.Field), c.Before, c.After);

    private static string Print(IReadOnlyList<CityEdit> edits)
    {
        var said = JsonSerializer.Serialize(edits.Select(e => e switch
        {
            RowEdit row => new object?[] { "row", row.File, row.Key, row.Values.OrderBy(v => v.Key, StringComparer.Ordinal) },
            NewRow added => ["new", added.File, added.Values.OrderBy(v => v.Key, StringComparer.Ordinal)],
            RowGone gone => ["gone", gone.File, gone.Key],
            WholeFile whole => ["file", whole.File, whole.Content],
            _ => [],
        }));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)))[..16];
    }
}

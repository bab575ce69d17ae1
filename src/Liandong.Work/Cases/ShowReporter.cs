using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Cases;
using Liandong.Core.Units;
using Liandong.Work.Store;
using Npgsql;

namespace Liandong.Work.Cases;

/// <summary>A caller of an appeal, in clear.</summary>
public sealed record ShownReporter(int Appeal, string? Name, string? Phone);

/// <summary>Shows who called: an act with a reason, told in the case's own trace before the name is given out.</summary>
public static class ShowReporter
{
    /// <summary>The act's name in the trace.</summary>
    public const string ActName = "show-reporter";

    private const int Attempts = 4;
    private const int ShortestReason = 4;
    private const int LongestReason = 1000;

    /// <summary>The callers of a case that the person may see, or why not. The same act again shows them again.</summary>
    public static async Task<(IReadOnlyList<ShownReporter>? Reporters, Refusal? Refusal)> RunAsync(CaseDesk desk, Act act, CaseId id, string? reason, CancellationToken cancel)
    {
        if (Wrong(reason) is { } wrong)
        {
            return (null, wrong);
        }
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var (stream, reused) = await KnownActs.FindAsync(desk.Source, act, cancel);
            if (reused is not null || await LoadedCase.ReadAsync(desk.Source, stream ?? id, cancel) is not { } loaded)
            {
                return (null, reused ?? new Refusal(Refusals.NotFound));
            }
            var done = stream is null ? await LogAsync(desk, act, loaded, reason!, cancel) : Commit.Done;
            if (done is null)
            {
                return (null, new Refusal(Refusals.NotYours));
            }
            if (done == Commit.Done)
            {
                return (await ReadAsync(desk, loaded.State.Id, cancel), null);
            }
            await desk.City.RefreshAsync(cancel);
        }
        return (null, new Refusal(Refusals.Busy));
    }

    private static Refusal? Wrong(string? reason) => reason is null ? new Refusal(Refusals.FieldMissing, "reason")
        : reason.Length < ShortestReason ? new Refusal(Refusals.TextTooShort, "reason", ShortestReason.ToString(System.Globalization.CultureInfo.InvariantCulture))
        : reason.Length > LongestReason ? new Refusal(Refusals.FieldInvalid, "reason", LongestReason.ToString(System.Globalization.CultureInfo.InvariantCulture)) : null;

    /// <summary>Null when nobody of these posts may know.</summary>
    private static async Task<Commit?> LogAsync(CaseDesk desk, Act act, LoadedCase loaded, string reason, CancellationToken cancel)
    {
        var now = Chain.Cut(desk.Clock.GetUtcNow());
        var city = desk.City.Now;
        var actor = city.Of(act.Person, now);
        if (actor.Posts.FirstOrDefault(p => MayKnow(p, loaded.State, city)) is not { } post)
        {
            return null;
        }
        var told = new ActPerformed(now, ActName, act.Person, post.Code, post.Unit, new Dictionary<string, string>(), null);
        var accepted = new Decision.Accepted([told], loaded.State.Apply(told), CheckedFields.None);
        var words = Linking.Body(new Dictionary<string, string> { ["reason"] = reason });
        return await desk.Ledger.CommitAsync(Outcomes.Of(desk, act, ActName, loaded, accepted, now, words, null), cancel);
    }

    /// <summary>
    /// The desks of the city's own root, and who handles the case now, unless the caller asked for strict secrecy: then
    /// handling units never learn the name.
    /// </summary>
    public static bool MayKnow(Post post, CaseState state, Core.Cities.City city) =>
        post.Clearance >= state.Facts!.Secrecy
        && (city.Units.Find(post.Unit) is { Parent: null }
            || (state.Appeals.All(a => a.Secrecy < SecrecyGrade.Strict) && state.Handlings.Any(h => h.IsOpen && city.Units.Covers(post.Unit, h.Unit))));

    private static async Task<IReadOnlyList<ShownReporter>> ReadAsync(CaseDesk desk, CaseId id, CancellationToken cancel)
    {
        await using var command = desk.Source.CreateCommand("select appeal, name, phone from reporters where case_id = $1 order by appeal");
        command.Parameters.Add(new NpgsqlParameter { Value = id.Value });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var shown = new List<ShownReporter>();
        while (await reader.ReadAsync(cancel))
        {
            shown.Add(new ShownReporter(reader.GetInt32(0), desk.Keys.Decrypt(reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1)),
                desk.Keys.Decrypt(reader.IsDBNull(2) ? null : reader.GetFieldValue<byte[]>(2))));
        }
        return shown;
    }
}

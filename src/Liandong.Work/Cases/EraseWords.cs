using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Cases;
using Liandong.Work.Store;

namespace Liandong.Work.Cases;

/// <summary>What is to be erased for good, and on which ground.</summary>
/// <param name="Events">Numbers of the events whose words go; empty for none.</param>
/// <param name="Caller">Names and numbers of all callers go.</param>
/// <param name="Ground">A code, never a sentence: it stays in the chain.</param>
public sealed record Erasure(IReadOnlyList<int> Events, bool Caller, string Ground);

/// <summary>
/// Erases typed words lawfully: body and salt, and every copy of them, in one commit with the act that did it. The chain
/// stays whole, since it binds only the sealed hash; verify reports the erasure as lawful.
/// </summary>
public static class EraseWords
{
    /// <summary>The act's name on the trace.</summary>
    public const string Name = "erase";

    private const int Attempts = 4;
    private const int LongestGround = 40;

    /// <summary>Erases; the same act again changes nothing. Whether the person may is decided by the table of routes.</summary>
    public static async Task<Answer> RunAsync(CaseDesk desk, Act act, CaseId id, Erasure what, CancellationToken cancel)
    {
        if (what.Ground.Length is 0 or > LongestGround || !what.Ground.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            return Answer.No(Refusals.FieldInvalid, "ground");
        }
        for (var attempt = 1; ; attempt++)
        {
            var loaded = await LoadedCase.ReadAsync(desk.Source, id, cancel);
            var (stream, reused) = await KnownActs.FindAsync(desk.Source, act, cancel);
            if (reused is not null || stream is not null)
            {
                return reused is not null ? new Answer(reused, null) : new Answer(null, loaded, true);
            }
            if (loaded is null)
            {
                return Answer.No(Refusals.NotFound);
            }
            if (!what.Caller && what.Events.Count == 0 || what.Events.Any(seq => seq < 1 || seq > loaded.State.Seq))
            {
                return Answer.No(Refusals.FieldInvalid, "events");
            }
            var (outcome, after) = await DecideAsync(desk, act, loaded, what, cancel);
            switch (await desk.Ledger.CommitAsync(outcome, cancel))
            {
                case Commit.Done:
                    return new Answer(null, after);
                case Commit.Full:
                    return Answer.No(Refusals.Busy);
                case Commit.Stale when attempt == Attempts:
                    return Answer.No(Refusals.Stale);
                default:
                    await desk.City.RefreshAsync(cancel);
                    break;
            }
        }
    }

    private static async Task<(Outcome, LoadedCase)> DecideAsync(CaseDesk desk, Act act, LoadedCase loaded, Erasure what, CancellationToken cancel)
    {
        var now = Chain.Cut(desk.Clock.GetUtcNow());
        var post = desk.City.Now.Of(act.Person, now).Posts is [var first, ..] ? first : null;
        var events = new List<CaseEvent> { new ActPerformed(now, Name, act.Person, post?.Code, post?.Unit, new Dictionary<string, string> { ["ground"] = what.Ground }, null) };
        events.AddRange(what.Events.Distinct().Order().Select(seq => new TextErased(now, seq, what.Ground)));
        if (what.Caller)
        {
            events.Add(new TextErased(now, null, what.Ground));
        }
        var after = events.Aggregate(loaded.State, (state, e) => state.Apply(e));
        var outcome = Outcomes.Of(desk, act, Name, loaded, new Decision.Accepted(events, after, CheckedFields.None), now, null, null);
        return (await ClearAsync(desk, outcome, loaded.State, what, cancel), new LoadedCase(after, outcome.Events[^1].Hash, now));
    }

    private static async Task<Outcome> ClearAsync(CaseDesk desk, Outcome outcome, CaseState before, Erasure what, CancellationToken cancel)
    {
        var id = before.Id.Value;
        var left = what.Events.Count == 0 ? [] : await StoredWordsAsync(desk, id, cancel);
        var gone = left.Keys.Intersect(what.Events).ToList();
        gone.ForEach(seq => left.Remove(seq));
        var reporters = what.Caller ? await CallersAsync(desk, id, cancel) : [];
        return outcome with
        {
            Words = [.. gone.Select(seq => new WordsRow(id, seq, null, null))],
            Search = gone.Count == 0 ? null : CaseWords.SearchOf(id, Linking.Texts(left.GetValueOrDefault(1)), Linking.Texts(left.GetValueOrDefault(2))),
            CopiesErased = gone.Contains(1),
            Reporters = [.. reporters.Select(appeal => new ReporterRow(id, appeal, Keys.Current, null, null, null))],
        };
    }

    private static async Task<Dictionary<int, string?>> StoredWordsAsync(CaseDesk desk, Guid id, CancellationToken cancel)
    {
        await using var command = desk.Source.CreateCommand("select seq, body from words where stream_id = $1");
        command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = id });
        var found = new Dictionary<int, string?>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            found[reader.GetInt32(0)] = reader.IsDBNull(1) ? null : reader.GetString(1);
        }
        return found;
    }

    private static async Task<List<int>> CallersAsync(CaseDesk desk, Guid id, CancellationToken cancel)
    {
        await using var command = desk.Source.CreateCommand("select appeal from reporters where case_id = $1");
        command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = id });
        var found = new List<int>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            found.Add(reader.GetInt32(0));
        }
        return found;
    }
}

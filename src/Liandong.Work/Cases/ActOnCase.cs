using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Cases;
using Liandong.Core.Units;
using Liandong.Work.Files;
using Liandong.Work.Store;

namespace Liandong.Work.Cases;

/// <summary>Does one act of a case's procedure.</summary>
public static class ActOnCase
{
    private const int Attempts = 4;

    /// <summary>
    /// Decides on the case as it stands and commits. Acts that move it need the version that was read; acts that only add
    /// are decided again when somebody was faster.
    /// </summary>
    public static async Task<Answer> RunAsync(CaseDesk desk, Act act, CaseId id, ActRequest request, int? version, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            // The case first, then the key: a version that is gone may be this very act, sent twice.
            var found = await LoadedCase.ReadAsync(desk.Source, id, cancel);
            var (stream, reused) = await KnownActs.FindAsync(desk.Source, act, cancel);
            if (reused is not null || stream is not null)
            {
                return reused is not null ? new Answer(reused, null) : new Answer(null, await LoadedCase.ReadAsync(desk.Source, stream!.Value, cancel), true);
            }
            if (found is not { } loaded)
            {
                return Answer.No(Refusals.NotFound);
            }
            var (answer, outcome) = await DecideAsync(desk, act, loaded, request, version, cancel);
            if (outcome is null)
            {
                return answer;
            }
            switch (await desk.Ledger.CommitAsync(outcome, cancel))
            {
                case Commit.Done:
                    return answer;
                case Commit.Full:
                    return Answer.No(Refusals.Busy);
                case Commit.Repeated:
                    return await RunAsync(desk, act, id, request, version, cancel);
                default:
                    if (attempt == Attempts)
                    {
                        return Answer.No(Refusals.Stale);
                    }
                    await desk.City.RefreshAsync(cancel);
                    break;
            }
        }
    }

    /// <summary>The situation in which a person stands before a case.</summary>
    public static async ValueTask<Situation> SituationAsync(CaseDesk desk, PersonId? person, CaseState state, DateTimeOffset at, CancellationToken cancel)
    {
        var city = desk.City.Now;
        var procedure = await desk.Definitions.ProcedureAsync(state.Facts!.ProcedureHash, city.DefaultCalendar, cancel);
        var standard = await desk.Definitions.StandardAsync(state.Facts.StandardHash, cancel);
        return new Situation(city, procedure, standard, city.Of(person, at), at) { Draw = desk.Keys.DrawOf(state.Id) };
    }

    private static async Task<(Answer, Outcome?)> DecideAsync(CaseDesk desk, Act act, LoadedCase loaded, ActRequest request, int? version, CancellationToken cancel)
    {
        var now = Chain.Cut(desk.Clock.GetUtcNow());
        if (act.At > now)
        {
            return (Answer.No(Refusals.InTheFuture, "at"), null);
        }
        // A device may be late, but not earlier than what is already told; then its claim is kept beside.
        var claimed = act.At is { } c && c < loaded.LastAt ? act.At : null;
        var at = act.At is { } given && claimed is null ? Chain.Cut(given) : now;
        var situation = await SituationAsync(desk, act.Person, loaded.State, at, cancel);
        situation = act.Caller is { } caller ? situation with { Actor = Actor.Of(caller) } : situation;
        if (situation.Procedure.Act(request.Name) is { Adds: false })
        {
            if (version is null && act.Person is not null)
            {
                return (Answer.No(Refusals.VersionMissing, "version"), null);
            }
            if (version is { } read && read != loaded.State.Version)
            {
                return (new Answer(new Refusal(Refusals.Stale, "version"), loaded), null);
            }
        }
        var decision = CaseDecisions.Decide(situation, loaded.State, request with { ClaimedAt = claimed });
        if (decision is Decision.Refused refused)
        {
            return (new Answer(refused.Why, null), null);
        }
        var accepted = (Decision.Accepted)decision;
        if (await KeptFiles.UnknownAsync(desk.Source, situation.Procedure.Act(request.Name)!, accepted.Fields, cancel) is { } unknown)
        {
            return (new Answer(unknown, null), null);
        }
        var outcome = Outcomes.Of(desk, act, request.Name, loaded, accepted, now, Linking.Body(accepted.Fields.Texts), claimed);
        if (accepted.Fields.Reporter is { } who)
        {
            outcome = outcome with
            {
                Reporters = [new ReporterRow(loaded.State.Id.Value, accepted.After.Appeals.Count, Keys.Current, desk.Keys.Encrypt(who.Name), desk.Keys.Encrypt(who.Phone), desk.Keys.PhoneKey(who.Phone))],
            };
        }
        outcome = outcome with { Outbox = [new OutboxRow(loaded.State.Id.Value, loaded.State.Seq + 1, "case." + request.Name, "desk", now)] };
        return (new Answer(null, new LoadedCase(accepted.After, outcome.Events[^1].Hash, now)), outcome);
    }
}

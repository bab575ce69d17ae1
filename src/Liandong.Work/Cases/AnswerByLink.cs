using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;
using Liandong.Core.Units;
using Liandong.Work.Store;
using Npgsql;

namespace Liandong.Work.Cases;

/// <summary>How a link stands.</summary>
public enum LinkStanding
{
    /// <summary>The caller may answer.</summary>
    Open,

    /// <summary>He has answered by it.</summary>
    Answered,

    /// <summary>Its days are over, or he was asked otherwise meanwhile.</summary>
    Over,
}

/// <summary>A link that is ours, with the case as it stands and the act that it asks for.</summary>
/// <param name="Asked">Null when the procedure asks nothing by link any more.</param>
public sealed record OpenedLink(LinkStanding Standing, string Number, Caller Caller, CaseState Case, Situation Situation, ProcedureAct? Asked, IReadOnlyList<TracedAct> Trace);

/// <summary>
/// A caller answers by his link: the act of the desk, with its fields, guards and effects, done by the caller himself.
/// </summary>
public static class AnswerByLink
{
    private const string Door = "link";
    private const string Principal = "caller";
    private const string AppealField = "appeal";

    /// <summary>The link of a token; null when it is not one of ours.</summary>
    public static async Task<OpenedLink?> FindAsync(CaseDesk desk, string? token, CancellationToken cancel)
    {
        var tokens = new LinkTokens(desk.Keys);
        if (tokens.Read(token) is not var (number, caller) || await CaseOfAsync(desk.Source, number, cancel) is not { } id)
        {
            return null;
        }
        var trace = await CaseTrace.ReadAsync(desk.Source, id, cancel);
        var state = CaseState.Replay(id, trace.SelectMany(t => t.Events));
        var situation = await ActOnCase.SituationAsync(desk, null, state, Chain.Cut(desk.Clock.GetUtcNow()), cancel) with { Actor = Actor.Of(caller) };
        var asked = situation.Procedure.AskedByLink;
        var act = new ActId(tokens.ActOf(number, caller));
        var standing = trace.Any(t => t.Id == act.Value) ? LinkStanding.Answered
            : asked is not null && CaseDecisions.WhyNot(situation, state, asked) is null ? LinkStanding.Open : LinkStanding.Over;
        return new OpenedLink(standing, number, caller, state, situation, asked, trace);
    }

    /// <summary>
    /// Answers, with what was filled in but the appeal, which is the link's. Sent again, with the same answers or others, the
    /// first stays: <see cref="Refusals.LinkOver"/>, or done before.
    /// </summary>
    public static async Task<Answer> RunAsync(CaseDesk desk, OpenedLink link, IReadOnlyDictionary<string, FieldValue> given, byte[] hash, CancellationToken cancel)
    {
        if (link.Asked is not { } asked)
        {
            return Answer.No(Refusals.LinkOver);
        }
        var fields = new Dictionary<string, FieldValue>(given, StringComparer.Ordinal)
        {
            [AppealField] = new(link.Caller.Appeal.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        };
        var act = new Act(new ActId(new LinkTokens(desk.Keys).ActOf(link.Number, link.Caller)), null, Principal, Door, hash) { Caller = link.Caller };
        return await ActOnCase.RunAsync(desk, act, link.Case.Id, new ActRequest(asked.Name, fields), null, cancel);
    }

    /// <summary>Links that wait for an answer, for somebody who might take the answers by telephone himself.</summary>
    public static IReadOnlyList<(int Appeal, string Token, DateTimeOffset Until)> Waiting(Keys keys, Situation s, CaseState c) =>
        s.Procedure.AskedByLink is not { } asked || CaseDecisions.WhyNot(s, c, asked) is not null ? []
        : [.. from a in c.Appeals
              where !a.Reached && a.LinkUntil >= s.Now
              select (a.No, new LinkTokens(keys).Write(c.Facts!.Number, new Caller(a.No, c.Round)), a.LinkUntil!.Value)];

    private static async Task<CaseId?> CaseOfAsync(NpgsqlDataSource source, string number, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select case_id from cases where number = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = number });
        return await command.ExecuteScalarAsync(cancel) is Guid id ? new CaseId(id) : null;
    }
}

using Liandong.Core.Units;
using Liandong.Work.Cities;
using Liandong.Work.Store;
using Npgsql;

namespace Liandong.Work.Cases;

/// <summary>Everything that the verbs of the case share on one node.</summary>
public sealed record CaseDesk(NpgsqlDataSource Source, Ledger Ledger, CityInForce City, Definitions Definitions, CaseNumbers Numbers, Keys Keys, TimeProvider Clock);

/// <summary>Who wants what done, through which door, under which key.</summary>
/// <param name="Id">Made by the client; the same id again is the same act.</param>
/// <param name="Person">Null for a rule and for a caller.</param>
/// <param name="Principal">Who is accountable: a person's code, or the name of the rule.</param>
/// <param name="RequestHash">SHA-256 of the request, to tell a repetition from a reused key.</param>
/// <param name="At">When it happened, if the door may claim that.</param>
public sealed record Act(Core.ActId Id, Core.PersonId? Person, string Principal, string Door, byte[] RequestHash, DateTimeOffset? At = null)
{
    /// <summary>The caller who acts himself, by his link; then there is no person.</summary>
    public Core.Units.Caller? Caller { get; init; }
}

/// <summary>The answer of a verb: the case as it stands, or a named refusal.</summary>
/// <param name="Repeated">The act had been done before; nothing happened now.</param>
public sealed record Answer(Core.Refusal? Refusal, LoadedCase? Case, bool Repeated = false)
{
    public static Answer No(string code, string? field = null, string? detail = null) => new(new Core.Refusal(code, field, detail), null);
}

/// <summary>Finds out who acts.</summary>
public static class Actors
{
    /// <summary>The person with the posts held on the day of the act; a rule without.</summary>
    public static Actor Of(this Core.Cities.City city, Core.PersonId? person, DateTimeOffset now) =>
        person is { } p ? new Actor(p, city.Staff.PostsOf(p, city.Day(now))) : Actor.Rule;
}

using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Cases;
using Liandong.Core.Cities;
using Liandong.Core.Simulation;
using Liandong.Core.Units;
using Liandong.Work.Cases;
using Liandong.Work.Clockwork;
using Liandong.Work.Imports;
using Liandong.Work.Store;

namespace Liandong.Work.Simulation;

/// <summary>
/// Plays one case from its arrival up to an instant: every act decided by the core in the situation of its own time, every
/// rule at its instant, exactly as it would be live; linked for the ledger's bulk door.
/// </summary>
internal sealed class PlayCase(City city, Life life, Keys keys, DateTimeOffset now, PreparedRows rows)
{
    private const short CaseKind = 1;
    private const int MostActs = 200;
    private const string Rule = "clockwork";

    private byte[] _head = Chain.Genesis;
    private Told _told = null!;

    /// <summary>Acts that the core refused: a fault of the simulator's data, told with the count.</summary>
    public List<string> Refused { get; } = [];

    /// <summary>The case as it stands; null when its opening was refused.</summary>
    public CaseState? Play(Arrival arrival, CaseNumber number)
    {
        var registration = SimulatedActs.RegistrationOf(arrival, life, city);
        var act = SimulatedActs.Of(arrival, arrival.At);
        if (RegistrationChecks.Check(registration, act, city, now) is { } wrong)
        {
            Refuse("register", wrong);
            return null;
        }
        var @class = city.Catalogue.Find(arrival.Topic.Class)!;
        var standard = registration.Standard is { } code ? @class.Standards.First(s => s.Code == code) : @class.Standards.Count == 0 ? null : @class.Standards[0];
        var procedure = city.Procedures[city.ProcedureOf(arrival.Inflow.Channel)];
        var id = SimulatedActs.CaseOf(arrival);
        _told = Told.Nothing(id);
        var situation = new Situation(city, procedure, standard, city.Of(arrival.Opener, arrival.At), arrival.At) { Draw = keys.DrawOf(id) };
        var facts = RegisterCase.FactsOf(city, registration, procedure, @class, standard, number, city.Day(arrival.At));
        if (CaseDecisions.Open(situation, id, facts, registration.Fields) is not Decision.Accepted opened)
        {
            Refuse("register " + procedure.Code, ((Decision.Refused)CaseDecisions.Open(situation, id, facts, registration.Fields)).Why);
            return null;
        }
        var texts = RegistrationChecks.Texts(registration, opened.Fields);
        Tell(act, CaseDecisions.Register, opened, texts);
        for (var n = 0; n < MostActs && Step(situation); n++)
        {
        }
        Draw(registration, arrival, texts);
        return _told.Case;
    }

    /// <summary>One act further; false when nothing more happens before the end.</summary>
    private bool Step(Situation situation)
    {
        var c = _told.Case;
        var planned = life.Next(situation, _told);
        var (timer, due) = c.Timers.OrderBy(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal).Select(t => (t.Key, t.Value)).FirstOrDefault();
        if (timer is not null && due <= now && (planned is null || due <= planned.At))
        {
            var rule = new Act(Timers.IdOf(c.Id, timer, due), null, Rule, Rule, [], due);
            return Decide(rule, new Planned(due, situation with { Now = due, Actor = Actor.Rule }, new ActRequest(timer, new Dictionary<string, FieldValue>())));
        }
        return planned is not null && planned.At <= now && Decide(SimulatedActs.Of(c, planned), planned);
    }

    private bool Decide(Act act, Planned planned)
    {
        var decision = CaseDecisions.Decide(planned.By, _told.Case, planned.Request);
        if (decision is Decision.Refused refused)
        {
            Refuse(planned.Request.Name, refused.Why);
            return false;
        }
        var accepted = (Decision.Accepted)decision;
        Tell(act, planned.Request.Name, accepted, accepted.Fields.Texts);
        return true;
    }

    private void Tell(Act act, string name, Decision.Accepted decision, IReadOnlyDictionary<string, string> texts)
    {
        var id = _told.Case.Id.Value;
        var (events, words) = Linking.Link(id, _told.Case.Seq, _head, act.Id.Value, now, decision.Events, Linking.Body(texts));
        _head = events[^1].Hash;
        rows.Events.AddRange(events);
        rows.Acts.Add(new ActRow(act.Id.Value, id, name, act.Principal, act.Door, decision.Events[0].At, null, now, act.RequestHash));
        if (words is not null)
        {
            rows.Words.Add(words);
        }
        _told = decision.Events.Aggregate(_told, (told, e) => told.Apply(e));
    }

    private void Draw(Registration registration, Arrival arrival, IReadOnlyDictionary<string, string> texts)
    {
        var (c, id) = (_told.Case, _told.Case.Id.Value);
        rows.Streams.Add(new StreamRow(id, CaseKind, c.Version, c.Seq, _head));
        rows.Cases.Add(new CaseRow(id, c.Facts!, arrival.Opener?.Value, c.OpenedAt, CaseWords.PlaceOf(texts), texts.GetValueOrDefault("title"), CaseRows.Mark(c, now)));
        rows.Search.Add(CaseWords.SearchOf(id, texts));
        rows.Handlings.AddRange(c.Handlings.Select(h => new HandlingRow(id, h)));
        rows.Clocks.AddRange(c.Clocks.Select(k => new ClockRow(id, k.Key.HandlingNo, k.Value)));
        rows.Appeals.AddRange(c.Appeals.Select(a => new AppealRow(id, a)));
        if (registration.Reporter is { } who)
        {
            rows.Reporters.Add(new ReporterRow(id, 1, Keys.Current, keys.Encrypt(who.Name), keys.Encrypt(who.Phone), keys.PhoneKey(who.Phone)));
        }
    }

    private void Refuse(string act, Refusal why) => Refused.Add($"{act}: {why.Code} {why.Field} {why.Detail}".TrimEnd());
}

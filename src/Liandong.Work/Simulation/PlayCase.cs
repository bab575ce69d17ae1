using System.Security.Cryptography;
using System.Text;
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
internal sealed class PlayCase(City city, Life life, Rings rings, Keys keys, DateTimeOffset now, PreparedRows rows)
{
    private const short CaseKind = 1;
    private const int MostActs = 200;
    private const string Rule = "clockwork";

    private byte[] _head = Chain.Genesis;
    private Told _told = null!;
    private IReadOnlyDictionary<string, string> _texts = new Dictionary<string, string>();

    /// <summary>Acts that the core refused: a fault of the simulator's data, told with the count.</summary>
    public List<string> Refused { get; } = [];

    /// <summary>What happened, in order.</summary>
    public List<CaseEvent> Events { get; } = [];

    /// <summary>Plays an arrival; null when its opening was refused.</summary>
    public CaseState? Play(Arrival arrival, CaseNumber number)
    {
        var registration = SimulatedActs.RegistrationOf(arrival, life, city);
        if (Open(SimulatedActs.Of(arrival, arrival.At), SimulatedActs.CaseOf(arrival.Key, arrival.At), registration, number) is not { } situation)
        {
            return null;
        }
        for (var n = 0; n < MostActs && Step(situation); n++)
        {
        }
        Draw(registration, arrival.Opener);
        return _told.Case;
    }

    /// <summary>Plays a tale as it is written, up to now; null when its opening was refused.</summary>
    public CaseState? Play(Tale tale, TaleBook book, CaseNumber number)
    {
        var at = book.At(tale.Day, tale.Time);
        var registration = book.RegistrationOf(tale);
        var opener = book.Person(tale.By, null, at);
        if (Open(book.Act(tale.Code, opener, at), SimulatedActs.CaseOf(tale.Code, at), registration, number) is not { } situation)
        {
            return null;
        }
        foreach (var (told, no) in tale.Acts.Select((a, no) => (a, no)).TakeWhile(a => book.At(a.a.Day, a.a.Time) <= now))
        {
            at = book.At(told.Day, told.Time);
            while (Due() is { } timer && timer.At <= at)
            {
                Turn(situation, timer.Name, timer.At);
            }
            var person = book.Person(told.By, _told.Case, at);
            var by = situation with { Now = at, Actor = city.Of(person, at) };
            if (!told.Maybe || by.Procedure.Act(told.Act) is { } act && CaseDecisions.WhyNot(by, _told.Case, act) is null)
            {
                Decide(book.Act($"{tale.Code}|{no}", person, at), new Planned(at, by, new ActRequest(told.Act, book.Fields(told.Fields, by, _told.Case))));
            }
        }
        Draw(registration, opener);
        return _told.Case;
    }

    /// <summary>The situation of the case once it is opened; null when that was refused.</summary>
    private Situation? Open(Act act, CaseId id, Registration registration, CaseNumber number)
    {
        var at = act.At!.Value;
        if (RegistrationChecks.Check(registration, act, city, now) is { } wrong)
        {
            Refuse("register", wrong);
            return null;
        }
        var @class = city.Catalogue.Find(new ClassCode(registration.Class))!;
        var standard = registration.Standard is { } code ? @class.Standards.First(s => s.Code == code) : @class.Standards.Count == 0 ? null : @class.Standards[0];
        var procedure = city.Procedures[RegisterCase.ProcedureOf(city, registration.Procedure, registration.Channel)];
        _told = Told.Nothing(id);
        var situation = new Situation(city, procedure, standard, city.Of(act.Person, at), at) { Draw = keys.DrawOf(id) };
        var facts = RegisterCase.FactsOf(city, registration, procedure, @class, standard, number, city.Day(at));
        var decision = CaseDecisions.Open(situation, id, facts, registration.Fields);
        if (decision is Decision.Refused refused)
        {
            Refuse("register " + procedure.Code, refused.Why);
            return null;
        }
        var opened = (Decision.Accepted)decision;
        _texts = RegistrationChecks.Texts(registration, opened.Fields);
        Tell(act, CaseDecisions.Register, opened, _texts);
        return situation;
    }

    /// <summary>One act further; false when nothing more happens before the end.</summary>
    private bool Step(Situation situation)
    {
        var c = _told.Case;
        var planned = life.Next(situation, _told);
        if (Due() is { } timer && timer.At <= now && (planned is null || timer.At <= planned.At))
        {
            return Turn(situation, timer.Name, timer.At);
        }
        return planned is not null && planned.At <= now && Decide(SimulatedActs.Of(c, planned), planned);
    }

    /// <summary>What turns by itself next.</summary>
    private (string Name, DateTimeOffset At)? Due() =>
        _told.Case.Timers.OrderBy(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal).Select(t => ((string, DateTimeOffset)?)(t.Key, t.Value)).FirstOrDefault();

    private bool Turn(Situation situation, string timer, DateTimeOffset due)
    {
        var rule = new Act(Timers.IdOf(_told.Case.Id, timer, due), null, Rule, Rule, SHA256.HashData(Encoding.UTF8.GetBytes(timer)), due);
        return Decide(rule, new Planned(due, situation with { Now = due, Actor = Actor.Rule }, new ActRequest(timer, new Dictionary<string, FieldValue>())));
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
        if (decision.Fields.Reporter is { } who)
        {
            Add(decision.After.Appeals.Count, who);
        }
        if (SimulatedCalls.RowOf(rings, city, act, name, _told.Case.Id, keys) is { } call)
        {
            rows.Calls.Add(call);
        }
        Events.AddRange(decision.Events);
        _told = decision.Events.Aggregate(_told, (told, e) => told.Apply(e));
    }

    private void Draw(Registration registration, PersonId? opener)
    {
        var (c, id) = (_told.Case, _told.Case.Id.Value);
        rows.Streams.Add(new StreamRow(id, CaseKind, c.Version, c.Seq, _head));
        rows.Cases.Add(new CaseRow(id, c.Facts!, opener?.Value, c.OpenedAt, CaseWords.PlaceOf(_texts), _texts.GetValueOrDefault("title"), CaseRows.Mark(c, now)));
        rows.Search.Add(CaseWords.SearchOf(id, _texts));
        rows.Handlings.AddRange(c.Handlings.Select(h => new HandlingRow(id, h)));
        rows.Clocks.AddRange(c.Clocks.Select(k => new ClockRow(id, k.Key.HandlingNo, k.Value)));
        rows.Appeals.AddRange(c.Appeals.Select(a => new AppealRow(id, a)));
        if (registration.Reporter is { } who)
        {
            Add(1, who);
        }
    }

    private void Add(int appeal, Reporter who) =>
        rows.Reporters.Add(new ReporterRow(_told.Case.Id.Value, appeal, Keys.Current, keys.Encrypt(who.Name), keys.Encrypt(who.Phone), keys.PhoneKey(who.Phone)));

    private void Refuse(string act, Refusal why) => Refused.Add($"{act}: {why.Code} {why.Field} {why.Detail}".TrimEnd());
}

using System.Collections.Immutable;
using Liandong.Core.Acts;
using Liandong.Core.Units;

namespace Liandong.Core.Cases;

/// <summary>
/// Units, posts and areas end and name successors; open work does not fall between them. What is bound to one that has ended
/// is bound anew by an act of the rule, so that the trace says so. What the case was promised stays.
/// </summary>
public static class Rebinding
{
    /// <summary>The act's name in the trace.</summary>
    public const string Act = "rebind";

    /// <summary>The events, or null when everything is bound to what exists.</summary>
    /// <param name="heirs">Who was named to take over from somebody who has gone; where he may not sit, the unit's own holder does.</param>
    public static Decision.Accepted? Decide(Situation s, CaseState c, IReadOnlyDictionary<PersonId, PersonId>? heirs = null)
    {
        heirs ??= ImmutableDictionary<PersonId, PersonId>.Empty;
        if (c.Status is not (CaseStatus.Open or CaseStatus.Suspended))
        {
            return null;
        }
        var handlings = c.Handlings.Where(h => h.Round == c.Round && h.IsOpen).Select(h => (Old: h, New: Bind(s, c, h, heirs))).Where(h => h.Old != h.New).Select(h => h.New).ToList();
        var areas = Areas(s, c);
        var (unit, person) = Step(s, c, handlings, heirs);
        var contact = Contact(s, c, handlings, heirs);
        var told = c.Copied.Select(u => Heir(s, c, u)).Distinct().Except(c.Copied).ToList();
        if (handlings.Count == 0 && told.Count == 0 && areas.SequenceEqual(c.Areas) && unit == c.StepUnit && person == c.StepPerson && contact == c.ContactPerson)
        {
            return null;
        }
        var story = new Story(s, c);
        story.Tell(new ActPerformed(s.Now, Act, null, null, null, ImmutableDictionary<string, string>.Empty, null));
        foreach (var handling in handlings)
        {
            story.Tell(new HandlingChanged(s.Now, handling));
        }
        if (told.Count > 0)
        {
            story.Tell(new CaseCopied(s.Now, told));
        }
        story.Tell(new CaseRebound(s.Now, areas, unit, person, contact == c.ContactPerson ? null : contact));
        return new Decision.Accepted(story.Events, story.Case, CheckedFields.None);
    }

    /// <summary>What an act of the rule moved: the areas that ended and what stands for them, each unit and person with the one that took over.</summary>
    /// <param name="before">The case before the act.</param>
    /// <param name="events">The events of the act; nothing is told of any other act.</param>
    public static IReadOnlyList<Moved> Moves(CaseState before, IEnumerable<CaseEvent> events)
    {
        var moves = new List<Moved>();
        var told = events.ToList();
        if (told.OfType<CaseRebound>().FirstOrDefault() is not { } bound)
        {
            return moves;
        }
        void Add(MovedKind kind, IEnumerable<string> from, IEnumerable<string> to)
        {
            var move = new Moved(kind, [.. from], [.. to]);
            if (!move.From.SequenceEqual(move.To) && !moves.Any(m => m.Kind == kind && m.From.SequenceEqual(move.From) && m.To.SequenceEqual(move.To)))
            {
                moves.Add(move);
            }
        }
        Add(MovedKind.Area, before.Areas.Except(bound.Areas), bound.Areas.Except(before.Areas));
        var parts = told.OfType<HandlingChanged>().Select(h => (Old: before.Handlings[h.Handling.No - 1], New: h.Handling)).ToList();
        foreach (var (from, to) in parts.Select(p => ((UnitCode?)p.Old.Unit, (UnitCode?)p.New.Unit)).Append((before.StepUnit, bound.Unit)))
        {
            Add(MovedKind.Unit, Codes(from?.Value), Codes(to?.Value));
        }
        foreach (var (from, to) in parts.Select(p => (p.Old.Person, p.New.Person)).Append((before.StepPerson, bound.Person)).Append((before.ContactPerson, bound.Contact ?? before.ContactPerson)))
        {
            Add(MovedKind.Person, Codes(from?.Value), Codes(to?.Value));
        }
        return moves;
    }

    private static IEnumerable<string> Codes(string? code) => code is null ? [] : [code];

    private static Handling Bind(Situation s, CaseState c, Handling h, IReadOnlyDictionary<PersonId, PersonId> heirs)
    {
        var unit = Heir(s, c, h.Unit);
        return h with { Unit = unit, Person = Present(s, c, unit, h.Person, heirs) };
    }

    /// <summary>What took the unit's place; where that is complained of, the nearest above that is not.</summary>
    private static UnitCode Heir(Situation s, CaseState c, UnitCode bound)
    {
        var day = s.City.Day(s.Now);
        var unit = s.City.Units.Current(bound, day);
        return unit != bound && Seats.IsBlamed(s, c, unit) && s.City.Units.Superior(c.Facts!.ComplainedOf!.Value, day) is { } above ? above : unit;
    }

    private static (UnitCode? Unit, PersonId? Person) Step(Situation s, CaseState c, List<Handling> moved, IReadOnlyDictionary<PersonId, PersonId> heirs)
    {
        if (c.StepUnit is not { } bound)
        {
            return (c.StepUnit, c.StepPerson);
        }
        var unit = Heir(s, c, bound);
        var lead = moved.FirstOrDefault(h => h.Kind == HandlingKind.Lead);
        return (unit, c.StepPerson is null ? null : lead is not null && unit == lead.Unit && unit != bound ? lead.Person : Present(s, c, unit, c.StepPerson, heirs));
    }

    /// <summary>Who speaks with the caller for the lead.</summary>
    private static PersonId? Contact(Situation s, CaseState c, List<Handling> moved, IReadOnlyDictionary<PersonId, PersonId> heirs) =>
        c.Lead is { } lead && c.ContactPerson is { } person ? Present(s, c, (moved.FirstOrDefault(h => h.No == lead.No) ?? lead).Unit, person, heirs) : c.ContactPerson;

    /// <summary>The person bound, while he holds a post in the unit or above it; else the one he named, while that one does; else who answers for the unit now. History without a name stays without one.</summary>
    private static PersonId? Present(Situation s, CaseState c, UnitCode unit, PersonId? person, IReadOnlyDictionary<PersonId, PersonId> heirs)
    {
        var day = s.City.Day(s.Now);
        bool Sits(PersonId p) => s.City.Staff.PostsOf(p, day).Any(post => s.City.Units.Covers(post.Unit, unit));
        if (person is not { } known || Sits(known))
        {
            return person;
        }
        var heir = known;
        for (var steps = 0; steps <= heirs.Count && !Sits(heir) && heirs.TryGetValue(heir, out var next); steps++)
        {
            heir = next;
        }
        return Sits(heir) && heir != c.Facts?.ComplainedOfPerson ? heir : s.City.Units.SelfAndAbove(unit).Select(u => s.City.Staff.Holder(u, Roles.Clerk, day, c.Facts?.ComplainedOfPerson)).FirstOrDefault(h => h is not null) ?? person;
    }

    /// <summary>The chain of the successor when the deepest area has ended; what lies in other layers follows its own successors.</summary>
    private static List<string> Areas(Situation s, CaseState c)
    {
        var (tree, day) = (s.City.Areas, s.City.Day(s.Now));
        var current = c.Areas.Select(a => tree.Current(a, day)).ToList();
        return current.SequenceEqual(c.Areas) ? [.. c.Areas] : [.. current.SelectMany((a, i) => i == 0 ? tree.Chain(a).Select(x => x.Code.Value) : [a]).Distinct()];
    }
}

/// <summary>What was moved from somebody or somewhere that ended to what took over.</summary>
/// <param name="From">Codes; empty when nothing stood there.</param>
public sealed record Moved(MovedKind Kind, IReadOnlyList<string> From, IReadOnlyList<string> To);

/// <summary>What codes of a <see cref="Moved"/> name.</summary>
public enum MovedKind
{
    /// <summary>Areas, deepest first.</summary>
    Area,

    /// <summary>A unit.</summary>
    Unit,

    /// <summary>A person.</summary>
    Person,
}

using System.Globalization;
using Liandong.Core.Acts;
using Liandong.Core.Dispatch;
using Liandong.Core.Procedures;

namespace Liandong.Core.Cases;

/// <summary>Every guard of the closed list, each a sentence that ends in a named refusal.</summary>
internal static class Guards
{
    /// <summary>Before the form is shown: guards that look at fields ask whether any field would do, the rest are asked as they are.</summary>
    public static Refusal? CheckWithoutFields(Guard guard, Asked a) => guard.Kind switch
    {
        // Where a copy may be left out there is always a way; where it is the whole act, somebody must be left to be told.
        GuardKind.CopiesFree => a.Act.Fields.Any(f => f is { Code: CheckedFields.Copy, Required: true })
            ? CopySecret(a) ?? No(!FieldChecks.Told(a.Situation, a.Case).Any(), Refusals.UnitAlreadyHandles, CheckedFields.Copy) : null,
        GuardKind.PhotoAfter or GuardKind.ConditionsTicked or GuardKind.UnitsFree or GuardKind.AsListed or GuardKind.GivenWhenUrgent => null,
        GuardKind.UnitBelow => No(!FieldChecks.Units(a.Act, a.Situation, a.Case, asLead: false).Any(), Refusals.UnitNotBelow, "unit"),
        GuardKind.AppealOpen => No(a.Case.Appeals.All(x => x.Reached), Refusals.AppealSettled, "appeal"),
        GuardKind.TriesLeft => No(a.Case.Appeals.Where(x => !x.Reached).All(x => AllTried(a, x)), Refusals.TooManyNotes, "appeal"),
        GuardKind.TriesApart => No(a.Case.Appeals.Where(x => !x.Reached && !AllTried(a, x)).All(x => TriedLately(a, x)), Refusals.TriedLately, "appeal", Hours(a)),
        _ => Check(guard, a),
    };

    public static Refusal? Check(Guard guard, Asked a)
    {
        var (s, c) = (a.Situation, a.Case);
        return guard.Kind switch
        {
            GuardKind.WithinReturnWindow => No(!(s.Now <= a.Handling?.ReturnUntil), Refusals.ReturnWindowOver),
            GuardKind.WithinRecallSeconds => No(!(s.Now <= c.Lead?.OfferedAt.AddSeconds((double)s.Procedure.Rule("recallSeconds"))), Refusals.RecallWindowOver),
            GuardKind.GivenWhenUrgent => No(s.City.IsUrgent(c.Facts?.Urgency) && !a.Fields.Texts.ContainsKey(guard.Argument!), Refusals.FieldMissing, guard.Argument),
            GuardKind.NotRuled => No(c.Ruled, Refusals.AlreadyRuled),
            GuardKind.BeforeDue => No(c.Handling?.Due is null || (c.Handling.Limit ?? c.Facts?.Promised(s.Standard)) is null, Refusals.NoLimit) ?? No(s.Now > c.Handling?.Due, Refusals.Overdue),
            GuardKind.ExtensionsLeft => No(c.Extensions >= s.Procedure.Rule("maxExtensions"), Refusals.NoExtensionLeft),
            GuardKind.NoExtensionPending => No(c.ExtensionAsker is not null, Refusals.ExtensionPending),
            GuardKind.ExtensionPending => No(c.ExtensionAsker is null, Refusals.NoExtensionPending),
            GuardKind.NotAsker => No(s.Actor.Person is { } p && c.ExtensionAsker == p, Refusals.SamePerson),
            GuardKind.NotHandler => No(s.Actor.Person is { } p && c.Workers.Contains(p), Refusals.SamePerson),
            GuardKind.NotReporter => No(s.Actor.Person is { } p && c.RegisteredBy == p, Refusals.SamePerson),
            GuardKind.NotHandlerUnit => No(HandlesHere(s, c), Refusals.SameUnit),
            GuardKind.NotSuspendedBefore => No(c.SuspendedBefore, Refusals.SuspendedBefore),
            GuardKind.Contacted => No(c.ContactedAt is null, Refusals.NotContacted),
            GuardKind.NotContacted => No(c.ContactedAt is not null, Refusals.ContactedBefore),
            GuardKind.PhotoAfter => No(a.Fields.Code("result") == guard.Argument && s.Standard is { PhotoAfter: true }
                && c.PhotosAfter + a.Fields.List("photos").Count == 0, Refusals.PhotoMissing, "photos"),
            GuardKind.ConditionsTicked => ConditionsTicked(guard, a),
            GuardKind.HandlingsJoined => No(c.OpenParts.Any(), Refusals.HandlingsOpen),
            GuardKind.PartIs => No(a.Part?.State.IsNamed(guard.Argument) != true, Refusals.NoSuchHandling, null, guard.Argument),
            GuardKind.SubIs => No(!c.OpenParts.Any(h => guard.Argument == "open" || h.State.IsNamed(guard.Argument)), Refusals.NoSuchHandling, null, guard.Argument),
            GuardKind.UnitsFree => UnitsFree(a),
            GuardKind.CopiesFree => CopiesFree(a),
            GuardKind.UnitBelow => No(a.Fields.Code("unit") is { } u && !(c.Lead is { } lead && lead.Unit.Value != u
                && s.City.Units.Covers(lead.Unit, new UnitCode(u))), Refusals.UnitNotBelow, "unit"),
            GuardKind.Dissatisfied => No(!c.Appeals.Any(x => x.Reached && x.Resolved != guard.Argument), Refusals.NobodyDissatisfied),
            GuardKind.RoundsLeft => No(c.Round >= s.Procedure.Rule("maxRounds"), Refusals.RoundsUsed),
            GuardKind.AppealsSettled => No(c.Appeals.Any(x => x.WantsAnswer && !x.Reached && !AllTried(a, x)), Refusals.AppealsOpen),
            GuardKind.AppealOpen => No(Named(a) is { Reached: true }, Refusals.AppealSettled, "appeal"),
            GuardKind.TriesLeft => No(Named(a) is { } appeal && AllTried(a, appeal), Refusals.TooManyNotes, "appeal"),
            GuardKind.TriesApart => No(Named(a) is { } tried && TriedLately(a, tried), Refusals.TriedLately, "appeal", Hours(a)),
            GuardKind.MilestoneOpen => No(!c.OpenMilestones.Any(), Refusals.NoMilestoneOpen),
            GuardKind.MilestonesReached => No(c.OpenMilestones.Any(), Refusals.MilestoneOpen, null, c.OpenMilestones.FirstOrDefault().Milestone),
            GuardKind.AsListed => AsListed(a),
            GuardKind.WithinReopenDays => No(c.ClosedAt is not { } closed || s.Now > closed.AddDays((double)s.Procedure.Rule("reopenDays")), Refusals.ReopenWindowOver),
            GuardKind.NotesLeft => No(c.ActsInStep.GetValueOrDefault(a.Act.Name) >= s.Procedure.Rule(guard.Argument ?? "maxNotes"), Refusals.TooManyNotes),
            _ => throw new InvalidOperationException($"Guard {guard.Kind} is not written."),
        };
    }

    private static Refusal? ConditionsTicked(Guard guard, Asked a)
    {
        if (a.Fields.Code("result") != guard.Argument || a.Situation.Standard is not { } standard)
        {
            return null;
        }
        var ticked = a.Case.Conditions.Union(a.Fields.List("conditions"));
        return standard.Conditions.FirstOrDefault(x => !ticked.Contains(x.Code)) is { } missing
            ? new Refusal(Refusals.ConditionMissing, "conditions", missing.Code) : null;
    }

    private static Refusal? AsListed(Asked a)
    {
        var s = a.Situation;
        var listing = new Listing(s.City, a.Case.ToMatter(s.City.Day(s.Now)));
        var leads = a.Act.Effects.Any(e => e.Kind == EffectKind.OpenLead);
        return a.Fields.List("unit").Select(u => (Unit: u, Field: "unit")).Concat(a.Fields.List("co").Select(u => (Unit: u, Field: "co")))
            .Concat(Own(a).Select(u => (Unit: u, Field: "class")))
            .Select(u => listing.Against(new UnitCode(u.Unit), leads && u.Field == "unit") is { } why ? new Refusal(why, u.Field, u.Unit) : null).FirstOrDefault(r => r is not null);
    }

    /// <summary>One's own unit where the act opens work for it.</summary>
    private static string[] Own(Asked a) => a.Act.Effects.Any(e => e.Kind == EffectKind.OpenSelf) && a.Seat is { } seat ? [seat.Unit.Value] : [];

    private static Refusal? UnitsFree(Asked a)
    {
        var (s, c) = (a.Situation, a.Case);
        var named = a.Fields.List("unit").Concat(a.Fields.List("co")).Concat(Own(a)).ToList();
        if (named.Any(u => Seats.IsBlamed(s, c, new UnitCode(u))))
        {
            return new Refusal(Refusals.UnitComplainedOf, "unit");
        }
        var twice = named.Count != named.Distinct(StringComparer.Ordinal).Count()
            || c.OpenParts.Any(h => named.Contains(h.Unit.Value)) || (c.Lead is { IsOpen: true } lead && named.Contains(lead.Unit.Value));
        return No(twice, Refusals.UnitAlreadyHandles, "unit");
    }

    private static Refusal? CopiesFree(Asked a)
    {
        var told = a.Fields.List(CheckedFields.Copy);
        return told.Count == 0 ? null
            : CopySecret(a)
            ?? No(told.Any(u => Seats.IsBlamed(a.Situation, a.Case, new UnitCode(u))), Refusals.UnitComplainedOf, CheckedFields.Copy)
            ?? No(told.Intersect(a.Case.Units.Select(u => u.Value)).Any(), Refusals.UnitAlreadyHandles, CheckedFields.Copy);
    }

    private static Refusal? CopySecret(Asked a) => No(a.Case.Facts?.Secrecy > 0, Refusals.CopySecret, CheckedFields.Copy);

    /// <summary>True when no guard of the act refuses this appeal.</summary>
    public static bool Takes(ProcedureAct act, Situation s, CaseState c, string appeal)
    {
        var asked = new Asked(s, c, act, null, CheckedFields.None with { Codes = new Dictionary<string, string> { ["appeal"] = appeal } });
        return act.Guards.Where(g => g.Kind is GuardKind.AppealOpen or GuardKind.TriesLeft or GuardKind.TriesApart).All(g => Check(g, asked) is null);
    }

    private static Appeal? Named(Asked a) =>
        a.Case.Appeals.FirstOrDefault(x => x.No.ToString(CultureInfo.InvariantCulture) == a.Fields.Code("appeal"));

    /// <summary>One of his posts lies in a unit that works on it, or below one. Of a root only in itself, or the house could judge nothing.</summary>
    private static bool HandlesHere(Situation s, CaseState c) => c.Handlings
        .Where(h => h.Round == c.Round && h.State != HandlingState.Returned)
        .Any(h => s.Actor.Posts.Any(p => p.Unit == h.Unit || s.City.Units.Find(h.Unit)?.Parent is not null && s.City.Units.Covers(h.Unit, p.Unit)));

    private static bool TriedLately(Asked a, Appeal appeal) =>
        appeal.TriedAt is { } last && a.Situation.Now < last.AddHours((double)a.Situation.Procedure.Rule("tryHours"));

    private static string Hours(Asked a) => a.Situation.Procedure.Rule("tryHours").ToString(CultureInfo.InvariantCulture);

    private static bool AllTried(Asked a, Appeal appeal) => appeal.Tries >= a.Situation.Procedure.Rule("callTries");

    private static Refusal? No(bool refused, string code, string? field = null, string? detail = null) =>
        refused ? new Refusal(code, field, detail) : null;
}

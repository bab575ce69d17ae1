using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;

namespace Liandong.Web.Desk;

/// <summary>What came back with a refusal: which act, what was typed, and what is wrong with it.</summary>
public sealed record ActTried(string Act, Guid Key, IReadOnlyDictionary<string, FieldValue> Fields, Refusal Refusal);

/// <summary>The acts that this reader may do now, each with its form, and those withheld, each with its reason.</summary>
public sealed class ActForms(CaseFile file, CityWords words, RefusalWords refusals, Texts texts, Moments moments)
{
    /// <summary>Letters that walk and find on every desk.</summary>
    internal const string TakenKeys = "JKUNF";
    private readonly Situation _situation = file.Situation;
    private readonly ActFields _fields = new(file.Situation, file.State, words, refusals, texts, moments);

    public (IReadOnlyList<ActOffer> Offers, IReadOnlyList<ActWithheld> Withheld) Read(ActTried? tried)
    {
        var offers = new List<ActOffer>();
        var withheld = new List<ActWithheld>();
        var keys = new HashSet<char>(TakenKeys);
        foreach (var act in _situation.Procedure.Acts.Where(a => a.Seat != Seat.Rule))
        {
            var why = CaseDecisions.WhyNot(_situation, file.State, act);
            if (why is null)
            {
                offers.Add(Offer(act, KeyOf(act.Name, keys), tried?.Act == act.Name ? tried : null, main: offers.TrueForAll(o => !o.Main) && MovesOn(act)));
            }
            else if (why.Code is not (Refusals.NotYourRole or Refusals.NotInThisStep or Refusals.NotInThisState or Refusals.NotYours or Refusals.NoSuchHandling or Refusals.NoExtensionPending or Refusals.ContactedBefore or Refusals.RecallWindowOver))
            {
                withheld.Add(new ActWithheld(act.Name, words.In(act.Label), Icon(act), refusals.Say(why, _situation)));
            }
        }
        return ([.. offers.OrderByDescending(o => o.Main)], withheld);
    }

    private ActOffer Offer(ProcedureAct act, string? key, ActTried? tried, bool main) => new(
        act.Name, words.In(act.Label), Icon(act), $"/cases/{file.Row.Number}/acts", tried?.Key ?? Guid.NewGuid(),
        _fields.Of(act, tried), key, main, Ends(act), act.Adds, Follows(act), tried is not null);

    /// <summary>It cannot be undone.</summary>
    internal static bool Ends(ProcedureAct act) => act.Effects.Any(e => e.Kind is EffectKind.Void or EffectKind.Refuse);

    /// <summary>Where the case goes, and which clock begins.</summary>
    private List<string> Follows(ProcedureAct act)
    {
        var lines = new List<string>();
        var to = act.Branches.Any(b => b.When == BranchWhen.ReturnedBefore) && file.State.Returns > 0 ? act.Branches[0].To : act.To;
        if (to is not null && _situation.Procedure.Steps.TryGetValue(to, out var step) && _situation.Procedure.Acts.Any(a => a.From.Contains(to)))
        {
            lines.Add(texts["follows.step", ("step", words.In(step.Name)), ("role", words.Role(step.Role))]);
        }
        if (act.Effects.Any(e => e is { Kind: EffectKind.StartClock, Argument: ClockKey.Handling }) && file.State.Facts?.Promised(_situation.Standard) is { } limit && file.State.Handling is null)
        {
            lines.Add(texts["follows.clock", ("limit", CaseTimetable.LimitWords(limit, texts))]);
        }
        if (act.Effects.Any(e => e.Kind == EffectKind.Suspend))
        {
            lines.Add(texts["follows.suspend"]);
        }
        return lines;
    }

    /// <summary>What the step waits for; what may happen at any step, such as a withdrawal, is no way on.</summary>
    private bool MovesOn(ProcedureAct act) => act.To is { } to && to != file.State.Step && act.From.Contains(file.State.Step) && !act.Effects.Any(e => e.Kind is EffectKind.Void or EffectKind.Refuse or EffectKind.ReturnLead)
        && _situation.Procedure.Steps.TryGetValue(file.State.Step, out var step) && act.Roles.Contains(step.Role);

    /// <summary>The first free letter of a name.</summary>
    internal static string? KeyOf(string name, HashSet<char> taken)
    {
        foreach (var letter in name.ToUpperInvariant().Where(char.IsAsciiLetterUpper))
        {
            if (taken.Add(letter))
            {
                return letter.ToString();
            }
        }
        return null;
    }

    internal static string Icon(ProcedureAct act) => act.Effects.Count == 0 ? act.Adds ? "edit" : "check" : act.Effects[0].Kind switch
    {
        EffectKind.OpenLead or EffectKind.OpenSub or EffectKind.OpenBackstop => "split",
        EffectKind.ReturnLead or EffectKind.RecallLead or EffectKind.ReturnPart or EffectKind.ResumeLead or EffectKind.RedoParts or EffectKind.NextRound or EffectKind.Reopen => "back",
        EffectKind.Suspend or EffectKind.Resume => "pause",
        EffectKind.AskExtension or EffectKind.AnswerExtension => "clock",
        EffectKind.MarkContacted or EffectKind.LogContact or EffectKind.CallBack or EffectKind.TryCall or EffectKind.AskByLink => "phone",
        EffectKind.CollectEvidence => "camera",
        EffectKind.MarkRuled => "scale",
        EffectKind.AddAppeal => "plus",
        EffectKind.Void or EffectKind.Refuse => "x",
        _ => "check",
    };
}

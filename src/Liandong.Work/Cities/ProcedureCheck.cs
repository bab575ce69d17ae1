using Liandong.Core.Acts;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;

namespace Liandong.Work.Cities;

/// <summary>What only a whole procedure shows: dead ends, steps that nobody reaches, words without what they need.</summary>
internal sealed class ProcedureCheck
{
    private static readonly string[] s_states = ["open", "suspended", "closed"];
    private static readonly string[] s_parts = [.. Enum.GetNames<HandlingState>().Select(n => n.ToLowerInvariant()), "open"];

    private static readonly Dictionary<EffectKind, string[]> s_fields = new()
    {
        [EffectKind.OpenLead] = ["unit"], [EffectKind.OpenSub] = ["unit"], [EffectKind.Suspend] = ["until"],
        [EffectKind.CallBack] = ["appeal", "resolved"], [EffectKind.TryCall] = ["appeal"], [EffectKind.OpenBackstop] = ["unit"], [EffectKind.MarkMilestone] = ["milestone"],
        [EffectKind.AskByLink] = ["appeal"],
    };

    /// <summary>What registration asks of every case: an opening may not ask it again under the same name.</summary>
    private static readonly string[] s_asked =
    [
        "class", "standard", "title", "description", "place", "area", "name", "phone", "channel", "nature", "urgency", "secrecy", "complainedOf", "wantsAnswer", "procedure", "named",
        "address", "lon", "lat",
    ];

    /// <summary>What somebody without an account can be asked.</summary>
    private static readonly FieldType[] s_asks = [FieldType.Appeal, FieldType.Choice, FieldType.Number, FieldType.Flag, FieldType.Text];

    private const string LinkDays = "linkDays";

    private static readonly string[] s_counts = ["maxAppeals"];
    private static readonly string[] s_shares = ["auditShare", "checkShare"];

    private static readonly Dictionary<GuardKind, string> s_rules = new()
    {
        [GuardKind.ExtensionsLeft] = "maxExtensions", [GuardKind.RoundsLeft] = "maxRounds", [GuardKind.AppealsSettled] = "callTries",
        [GuardKind.TriesLeft] = "callTries", [GuardKind.WithinReopenDays] = "reopenDays", [GuardKind.NotesLeft] = "maxNotes",
        [GuardKind.TriesApart] = "tryHours", [GuardKind.WithinRecallSeconds] = "recallSeconds",
    };

    /// <summary>Every rule that a procedure may write.</summary>
    public static IReadOnlyCollection<string> Rules { get; } = [.. s_rules.Values.Append("levelShare").Append(LinkDays).Concat(s_shares).Concat(s_counts).Distinct()];

    private readonly Procedure _p;
    private readonly LocatedJson _root;
    private readonly string _path;
    private readonly FaultLog _log;

    private readonly HashSet<LocatedJson> _strange;

    private ProcedureCheck(Procedure p, LocatedJson root, string path, HashSet<LocatedJson> strange, FaultLog log) =>
        (_p, _root, _path, _strange, _log) = (p, root, path, strange, log);

    /// <param name="strange">Words, and acts and steps with a word, that could not be read and are told already: nothing is concluded from them.</param>
    public static void Run(Procedure procedure, LocatedJson root, string path, HashSet<LocatedJson> strange, FaultLog log)
    {
        var check = new ProcedureCheck(procedure, root, path, strange, log);
        check.CheckSteps();
        check.CheckOpening();
        foreach (var (act, at) in procedure.Acts.Zip(Values(root["acts"])))
        {
            check.CheckAct(act, at);
            check.CheckWords(act, at);
        }
        check.CheckReach();
    }

    private void CheckSteps()
    {
        Known(_root["first"], _p.First);
        foreach (var step in _p.Steps.Values)
        {
            if (step.After is { Act.Length: > 0 } timer && _p.Act(timer.Act) is not { Seat: Seat.Rule } && !(ActAt(timer.Act) is { } act && _strange.Contains(act)))
            {
                Tell(StepAt(step.Code)["after"]!["act"]!, "must name an act whose seat is rule", "须写 seat 为 rule 的动作");
            }
        }
    }

    /// <summary>A case that ends as it opens was none; what a later act means has no meaning before.</summary>
    private void CheckOpening()
    {
        if (_root["opening"] is not { } at)
        {
            return;
        }
        var opening = _p.Opening;
        foreach (var step in Values(at["branches"]).Select(b => b["to"]).OfType<LocatedJson>())
        {
            Known(step, step.Text);
        }
        foreach (var (field, word) in opening.Fields.Zip(Values(at["fields"])).Where(f => s_asked.Contains(f.First.Code)))
        {
            Tell(word, $"'{field.Code}' is asked at every registration; take another name", $"登记时已问“{field.Code}”,请另取名");
        }
        if (IsEnd(opening))
        {
            Tell(at, "an opening does not end the case", "登记时不能结束案件");
        }
        CheckWords(opening, at);
    }

    private void CheckAct(ProcedureAct act, LocatedJson at)
    {
        foreach (var step in Values(at["from"]).Concat(Values(at["branches"]).Select(b => b["to"])).Append(at["to"]).OfType<LocatedJson>())
        {
            Known(step, step.Text);
        }
        foreach (var state in Values(at["states"]).Where(s => !s_states.Contains(s.Text)))
        {
            Tell(state, "must be open, suspended or closed", "只能是 open、suspended 或 closed");
        }
        var turned = _p.Steps.Values.Any(s => s.After?.Act == act.Name) || _p.Acts.SelectMany(a => a.Effects).Any(e => e.Kind == EffectKind.Suspend && e.Argument == act.Name);
        if (!_strange.Contains(at) && (act.Seat == Seat.Rule ? !turned : act.Roles.Count == 0))
        {
            Tell(at["name"] ?? at, "nobody may do this: a rule's act is named by a timer, every other names a role", "没有人能做:rule 动作须有定时器,其他动作须写角色");
        }
        if (IsEnd(act) && (act.To is null || (_p.Steps.GetValueOrDefault(act.To) is { } last && (last.Limit ?? last.After?.Limit) is not null)))
        {
            Tell(at["name"] ?? at, "ends the case and needs a last step without limit or timer", "结束案件的动作须通向无时限、无定时器的环节");
        }
        if (act.Effects.Any(e => e.Kind == EffectKind.Suspend) && (act.To is not null || act.From.Count == 0 || act.From.Any(f => _p.Steps.GetValueOrDefault(f)?.After is not null)))
        {
            Tell(at["name"] ?? at, "suspends: it stays in its step, names its steps, and none of them has a timer that would be lost", "挂账动作须写明环节、停留原环节,且该环节没有定时器");
        }
    }

    private void CheckWords(ProcedureAct act, LocatedJson at)
    {
        foreach (var (guard, word) in act.Guards.Zip(Values(at["guards"])).Where(g => !_strange.Contains(g.Second)))
        {
            Argument(word, guard.Argument, guard.Kind == GuardKind.GivenWhenUrgent ? [.. act.Fields.Where(f => f.Type == FieldType.Text).Select(f => f.Code).DefaultIfEmpty("?")] : Allowed(guard.Kind));
            if (guard.Argument is null && s_rules.TryGetValue(guard.Kind, out var rule) && !_p.Rules.ContainsKey(rule))
            {
                Tell(word, $"needs the rule {rule}", $"须在 rules 写 {rule}");
            }
            _log.Note(_path, "resolvedAnswers " + (guard.Kind == GuardKind.Dissatisfied ? guard.Argument : null), word.Line);
        }
        foreach (var (effect, word) in act.Effects.Zip(Values(at["effects"])).Where(e => !_strange.Contains(e.Second)))
        {
            Argument(word, effect.Argument, Allowed(effect.Kind));
            foreach (var field in s_fields.GetValueOrDefault(effect.Kind, []).Where(f => act.Fields.All(x => x.Code != f || !x.Required)))
            {
                Tell(word, $"needs the required field {field}", $"须有必填字段 {field}");
            }
            if (effect.Kind == EffectKind.Close && effect.Argument is null && act.Fields.All(f => f.Code != "result" || !f.Required))
            {
                Tell(word, "needs a closing kind or the required field result", "须写结案类型或必填字段 result");
            }
            _log.Note(_path, "closingKinds " + (effect.Kind == EffectKind.Close ? effect.Argument : null), word.Line);
            if (effect.Kind == EffectKind.Copy && act.Fields.All(f => f is not { Code: CheckedFields.Copy, Type: FieldType.Units }))
            {
                Tell(word, $"needs the field {CheckedFields.Copy} of type units", $"须有 units 类型的字段 {CheckedFields.Copy}");
            }
            if (effect.Kind == EffectKind.AskByLink && (!(_p.Rule(LinkDays) > 0) || _p.AskedByLink?.Name != effect.Argument))
            {
                Tell(word, $"needs the rule {LinkDays} above 0, and one act that is asked", $"须在 rules 写大于 0 的 {LinkDays},且只问一个动作");
            }
            if (effect.Kind == EffectKind.OpenSelf && act != _p.Opening)
            {
                Tell(word, "belongs to an opening", "只能用于 opening");
            }
        }
        foreach (var (branch, b) in act.Branches.Zip(Values(at["branches"])).Where(b => !_strange.Contains(b.Second)))
        {
            if (branch.When == BranchWhen.Drawn && act.Effects.All(e => e.Kind != EffectKind.DrawSample))
            {
                Tell(b, "needs the effect draw-sample in this act", "本动作须有 draw-sample");
            }
            if (branch.When == BranchWhen.ChannelVerifies && act != _p.Opening)
            {
                Tell(b, "belongs to an opening", "只能用于 opening");
            }
        }
    }

    /// <summary>What may stand behind a guard; null = one word of the city, empty = nothing.</summary>
    private IReadOnlyCollection<string>? Allowed(GuardKind kind) => kind switch
    {
        GuardKind.NotesLeft => ["", .. s_counts.Where(_p.Rules.ContainsKey)],
        GuardKind.PartIs or GuardKind.SubIs => s_parts,
        GuardKind.PhotoAfter or GuardKind.ConditionsTicked or GuardKind.Dissatisfied => null,
        _ => [],
    };

    private IReadOnlyCollection<string>? Allowed(EffectKind kind) => kind switch
    {
        EffectKind.StartClock => [.. _p.Clocks.Keys, "milestones"],
        EffectKind.StopClock or EffectKind.ContinueClock or EffectKind.OpenBackstop => [.. _p.Clocks.Keys],
        EffectKind.NextRound => ["", .. _p.Clocks.Keys],
        EffectKind.DrawSample => [.. s_shares.Where(_p.Rules.ContainsKey)],
        EffectKind.Suspend => [.. _p.Acts.Where(a => a.Seat == Seat.Rule).Select(a => a.Name)],
        EffectKind.AskByLink => [.. _p.Acts.Where(a => a.Effects.Any(e => e.Kind == EffectKind.CallBack) && a.Fields.All(f => s_asks.Contains(f.Type))).Select(a => a.Name)],
        EffectKind.AnswerExtension => ["granted", "refused"],
        EffectKind.CollectEvidence => ["before", "after", "other"],
        EffectKind.Close => null,
        _ => [],
    };

    private void Argument(LocatedJson word, string? argument, IReadOnlyCollection<string>? allowed)
    {
        if (allowed is { Count: 0 } ? argument is not null : allowed is not null && !allowed.Contains(argument ?? ""))
        {
            Tell(word, allowed.Count == 0 ? "takes nothing behind it" : $"takes one of {string.Join(", ", allowed)}", "词后的参数不对");
        }
    }

    private void CheckReach()
    {
        var reached = new HashSet<string>([_p.First, .. Leads(_p.Opening)], StringComparer.Ordinal);
        while (_p.Acts.Where(a => a.From.Count == 0 || a.From.Any(reached.Contains)).SelectMany(Leads).Any(reached.Add))
        {
        }
        // A way out of everywhere (withdrawn by the caller) is no way of working: a step needs its own.
        var ending = new HashSet<string>(_p.Acts.Where(IsEnd).SelectMany(a => a.From), StringComparer.Ordinal);
        while (_p.Acts.Where(a => Leads(a).Any(ending.Contains)).SelectMany(a => a.From).Any(ending.Add))
        {
        }
        // A word that could not be read may have been what ends the case, or what its role does.
        var whole = !_strange.Any(s => s.Kind == System.Text.Json.JsonValueKind.String);
        var last = _p.Acts.Where(IsEnd).Select(a => a.To).ToHashSet(StringComparer.Ordinal);
        foreach (var step in _p.Steps.Keys)
        {
            if (step.Length == 0)
            {
                continue; // Told to be without a code.
            }
            if (!reached.Contains(step))
            {
                Tell(StepAt(step)["code"]!, "is a step that no act leads to", "没有动作通向此环节");
            }
            else if (whole && !last.Contains(step) && !_p.Acts.Any(a => a.From.Contains(step) && a.Roles.Contains(_p.Steps[step].Role)))
            {
                Tell(StepAt(step)["code"]!, "is a step on which its own role has nothing to do; give that role an act from here, or name the role that has one", "该环节的责任角色没有可做的动作,请给它一个动作,或改写角色");
            }
            else if (whole && !last.Contains(step) && !ending.Contains(step))
            {
                Tell(StepAt(step)["code"]!, "is a dead end: no act leads from here to an end", "死路:由此没有动作通向结束");
            }
        }
    }

    private static IEnumerable<string> Leads(ProcedureAct act) => act.Branches.Select(b => b.To).Concat(act.To is { } to ? [to] : []);

    private static bool IsEnd(ProcedureAct act) => act.Effects.Any(e => e.Kind is EffectKind.Close or EffectKind.Void or EffectKind.Refuse);

    private static IEnumerable<LocatedJson> Values(LocatedJson? list) => list?.Members.Select(m => m.Value) ?? [];

    private LocatedJson StepAt(string code) => Values(_root["steps"]).First(s => (s["code"]?.Text ?? "") == code);

    private LocatedJson? ActAt(string name) => Values(_root["acts"]).FirstOrDefault(a => a["name"]?.Text == name);

    private void Known(LocatedJson? at, string step)
    {
        if (at is not null && !_p.Steps.ContainsKey(step))
        {
            Tell(at, "is not a step of this procedure", "本流程没有此环节");
        }
    }

    private void Tell(LocatedJson at, string en, string zh) => _log.Add(_path, at.Line, at.Text, en, zh);
}

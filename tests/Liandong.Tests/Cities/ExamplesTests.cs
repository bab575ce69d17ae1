using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Core.Cities;
using Liandong.Core.Procedures;
using Liandong.Tests.Ledger;
using Liandong.Work.Cities;
using Xunit;

namespace Liandong.Tests.Cities;

/// <summary>The procedures say of themselves what they do, sentence by sentence; every sentence is tried.</summary>
public sealed class ExamplesTests
{
    private static readonly City s_boston = CityFolder.Read(Boston.Files).City!;
    private static readonly City s_minhang = CityFolder.Read(CityFolderTests.Files("minhang")).City!;
    private static readonly IReadOnlyList<PlacedExample> s_examples = ExamplesFile.Read(Boston.Files, s_boston);
    private static readonly IReadOnlyList<PlacedExample> s_minhangExamples = ExamplesFile.Read(CityFolderTests.Files("minhang"), s_minhang);

    /// <summary>What each guard refuses with.</summary>
    private static readonly Dictionary<GuardKind, string[]> s_words = new()
    {
        [GuardKind.WithinReturnWindow] = [Refusals.ReturnWindowOver],
        [GuardKind.WithinRecallSeconds] = [Refusals.RecallWindowOver],
        [GuardKind.GivenWhenUrgent] = [Refusals.FieldMissing],
        [GuardKind.NotRuled] = [Refusals.AlreadyRuled],
        [GuardKind.BeforeDue] = [Refusals.NoLimit, Refusals.Overdue],
        [GuardKind.ExtensionsLeft] = [Refusals.NoExtensionLeft],
        [GuardKind.NoExtensionPending] = [Refusals.ExtensionPending],
        [GuardKind.ExtensionPending] = [Refusals.NoExtensionPending],
        [GuardKind.NotAsker] = [Refusals.SamePerson],
        [GuardKind.NotHandler] = [Refusals.SamePerson],
        [GuardKind.NotSuspendedBefore] = [Refusals.SuspendedBefore],
        [GuardKind.Contacted] = [Refusals.NotContacted],
        [GuardKind.NotContacted] = [Refusals.ContactedBefore],
        [GuardKind.PhotoAfter] = [Refusals.PhotoMissing],
        [GuardKind.ConditionsTicked] = [Refusals.ConditionMissing],
        [GuardKind.HandlingsJoined] = [Refusals.HandlingsOpen],
        [GuardKind.PartIs] = [Refusals.NoSuchHandling],
        [GuardKind.SubIs] = [Refusals.NoSuchHandling],
        [GuardKind.UnitsFree] = [Refusals.UnitComplainedOf, Refusals.UnitAlreadyHandles],
        [GuardKind.CopiesFree] = [Refusals.CopySecret, Refusals.UnitComplainedOf, Refusals.UnitAlreadyHandles],
        [GuardKind.AsListed] = [Refusals.ListedForLine, Refusals.NotOnItsList, Refusals.ServesElsewhere],
        [GuardKind.UnitBelow] = [Refusals.UnitNotBelow],
        [GuardKind.Dissatisfied] = [Refusals.NobodyDissatisfied],
        [GuardKind.RoundsLeft] = [Refusals.RoundsUsed],
        [GuardKind.AppealsSettled] = [Refusals.AppealsOpen],
        [GuardKind.AppealOpen] = [Refusals.AppealSettled],
        [GuardKind.TriesLeft] = [Refusals.TooManyNotes],
        [GuardKind.NotReporter] = [Refusals.SamePerson],
        [GuardKind.NotHandlerUnit] = [Refusals.SameUnit],
        [GuardKind.TriesApart] = [Refusals.TriedLately],
        [GuardKind.MilestoneOpen] = [Refusals.NoMilestoneOpen],
        [GuardKind.MilestonesReached] = [Refusals.MilestoneOpen],
        [GuardKind.WithinReopenDays] = [Refusals.ReopenWindowOver],
        [GuardKind.NotesLeft] = [Refusals.TooManyNotes],
    };

    public static TheoryData<string, string> Sentences =>
        [.. s_examples.Select(e => ("boston", e.Example.Name.En)), .. s_minhangExamples.Select(e => ("minhang", e.Example.Name.En))];

    public static TheoryData<string, string> Procedures =>
        [.. s_boston.Procedures.Keys.Select(p => ("boston", p)), .. s_minhang.Procedures.Keys.Select(p => ("minhang", p))];

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Holds(string city, string sentence)
    {
        var (known, examples) = Of(city);
        var (example, procedure, _) = examples.Single(e => e.Example.Name.En == sentence);

        Assert.Empty(ExampleRun.Of(known, procedure, example).Differences);
        Assert.NotEmpty(example.Expect);
    }

    [Theory]
    [MemberData(nameof(Procedures))]
    public void Every_guard_of_a_procedure_refuses_by_name_in_an_example(string city, string code)
    {
        var (known, examples) = Of(city);
        var procedure = known.Procedures[code];
        var told = Told(examples.Where(e => e.Procedure == procedure)).Select(t => t.Kind).ToHashSet();

        Assert.Empty(procedure.Acts.Append(procedure.Opening).SelectMany(a => a.Guards).Select(g => g.Kind).Distinct().Except(told));
    }

    [Theory]
    [MemberData(nameof(Procedures))]
    public void Every_act_of_a_procedure_is_tried(string city, string code)
    {
        var (known, examples) = Of(city);
        var tried = examples.Where(e => e.Procedure == known.Procedures[code]).SelectMany(e => e.Example.Do).Select(a => a.Name).Append("note").ToHashSet();

        Assert.Empty(known.Procedures[code].Acts.Where(a => a.Seat != Seat.Rule && !tried.Contains(a.Name)).Select(a => a.Name));
    }

    [Fact]
    public void Every_refusal_of_every_guard_is_told_by_an_example() => Assert.Empty(
        Enum.GetValues<GuardKind>().SelectMany(k => s_words[k].Select(w => (k, w))).Except(Told([.. s_examples, .. s_minhangExamples])));

    [Fact]
    public void Every_word_of_the_closed_lists_is_used()
    {
        var procedures = s_boston.Procedures.Values.Concat(s_minhang.Procedures.Values).ToList();
        var acts = procedures.SelectMany(p => p.Acts.Append(p.Opening)).ToList();

        Assert.Empty(Enum.GetValues<EffectKind>().Except(acts.SelectMany(a => a.Effects).Select(e => e.Kind)));
        Assert.Empty(Enum.GetValues<GuardKind>().Except(acts.SelectMany(a => a.Guards).Select(g => g.Kind)));
        Assert.Empty(Enum.GetValues<BranchWhen>().Except(acts.SelectMany(a => a.Branches).Select(b => b.When)));
        Assert.Empty(Enum.GetValues<Seat>().Except(acts.Select(a => a.Seat)));
    }

    private static (City City, IReadOnlyList<PlacedExample> Examples) Of(string city) => city == "boston" ? (s_boston, s_examples) : (s_minhang, s_minhangExamples);

    /// <summary>Guards of the last act of each example, with the refusal that is expected of it; without acts, of the opening.</summary>
    private static HashSet<(GuardKind Kind, string Code)> Told(IEnumerable<PlacedExample> examples) =>
    [
        .. from e in examples
           let act = e.Example.Do.Count == 0 ? e.Procedure.Opening : e.Procedure.Act(e.Example.Do[^1].Name)
           let code = e.Example.Expect.GetValueOrDefault("refused")
           where act is not null && code is not null
           from guard in act.Guards
           where s_words[guard.Kind].Contains(code)
           select (guard.Kind, code),
    ];

    [Fact]
    public void An_example_that_does_not_hold_is_a_fault_with_its_line()
    {
        var files = Boston.Files.Files.ToDictionary(f => f.Key, f => f.Value);
        files[ExamplesFile.Path] = files[ExamplesFile.Path].Replace("\"step\": \"dispatch\", \"state\": \"open\"", "\"step\": \"accept\", \"state\": \"open\"", StringComparison.Ordinal);

        var fault = Assert.Single(CityFolder.Check(new CityFiles(files)).Faults);

        Assert.Equal((ExamplesFile.Path, s_examples[0].Line), (fault.File, fault.Line));
        Assert.Contains("expected accept, seen dispatch", fault.Text.En, StringComparison.Ordinal);
    }
}

using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Core.Cities;
using Liandong.Core.Procedures;
using Liandong.Tests.Ledger;
using Liandong.Work.Cities;
using Xunit;

namespace Liandong.Tests.Cities;

/// <summary>The hotline order says of itself what it does, sentence by sentence; every sentence is tried.</summary>
public sealed class ExamplesTests
{
    private static readonly City s_boston = CityFolder.Read(Boston.Files).City!;
    private static readonly IReadOnlyList<PlacedExample> s_examples = ExamplesFile.Read(Boston.Files, s_boston);

    /// <summary>What each guard refuses with.</summary>
    private static readonly Dictionary<GuardKind, string[]> s_words = new()
    {
        [GuardKind.WithinReturnWindow] = [Refusals.ReturnWindowOver],
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
        [GuardKind.AsListed] = [Refusals.ListedForLine, Refusals.NotOnItsList, Refusals.ServesElsewhere],
        [GuardKind.UnitBelow] = [Refusals.UnitNotBelow],
        [GuardKind.Dissatisfied] = [Refusals.NobodyDissatisfied],
        [GuardKind.RoundsLeft] = [Refusals.RoundsUsed],
        [GuardKind.AppealsSettled] = [Refusals.AppealsOpen],
        [GuardKind.AppealOpen] = [Refusals.AppealSettled],
        [GuardKind.TriesLeft] = [Refusals.TooManyNotes],
        [GuardKind.NotHandlerUnit] = [Refusals.SameUnit],
        [GuardKind.TriesApart] = [Refusals.TriedLately],
        [GuardKind.MilestoneOpen] = [Refusals.NoMilestoneOpen],
        [GuardKind.MilestonesReached] = [Refusals.MilestoneOpen],
        [GuardKind.WithinReopenDays] = [Refusals.ReopenWindowOver],
        [GuardKind.NotesLeft] = [Refusals.TooManyNotes],
    };

    public static TheoryData<string> Sentences => [.. s_examples.Select(e => e.Example.Name.En)];

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Holds(string sentence)
    {
        var (example, procedure, _) = s_examples.Single(e => e.Example.Name.En == sentence);

        Assert.Empty(ExampleRun.Of(s_boston, procedure, example).Differences);
        Assert.NotEmpty(example.Expect);
    }

    [Fact]
    public void Every_refusal_of_every_guard_is_told_by_an_example()
    {
        var told = s_examples.Where(e => e.Example.Do.Count > 0).Select(e => (Act: e.Procedure.Act(e.Example.Do[^1].Name), Code: e.Example.Expect.GetValueOrDefault("refused")))
            .SelectMany(x => x.Act?.Guards.Where(g => s_words[g.Kind].Contains(x.Code)).Select(g => (g.Kind, Code: x.Code!)) ?? []).ToHashSet();

        Assert.Empty(s_boston.Procedures["hotline-order"].Acts.SelectMany(a => a.Guards).Select(g => g.Kind).Distinct().SelectMany(k => s_words[k].Select(w => (k, w))).Except(told));
    }

    [Fact]
    public void Every_act_is_tried()
    {
        var procedure = s_boston.Procedures["hotline-order"];
        var tried = s_examples.SelectMany(e => e.Example.Do).Select(a => a.Name).ToHashSet();

        Assert.Equal(["note"], procedure.Acts.Where(a => a.Seat != Seat.Rule && !tried.Contains(a.Name)).Select(a => a.Name));
    }

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

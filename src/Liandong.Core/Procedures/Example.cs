using Liandong.Core.Acts;
using Liandong.Core.Calendars;

namespace Liandong.Core.Procedures;

/// <summary>A sentence about a procedure that can be tried: given this case, when these people do that, expect so.</summary>
/// <param name="Name">The sentence, in both languages.</param>
/// <param name="Expect">What is to be seen afterwards, by the words of <see cref="Cases.ExampleRun.See"/>.</param>
public sealed record Example(LocalName Name, ExampleCase Given, IReadOnlyList<ExampleAct> Do, IReadOnlyDictionary<string, string> Expect);

/// <summary>The case that an example begins with, and who is there.</summary>
/// <param name="At">When it is registered, or was opened in the older system.</param>
/// <param name="Imported">It came from an older system instead, in the hands of this unit; null = registered at the desk.</param>
/// <param name="ImportedStep">The step in which an imported case stands.</param>
/// <param name="GivenDue">The due that the older system told; null for none.</param>
/// <param name="Posts">People of the example's own, with the codes of their posts.</param>
/// <param name="Away">People on leave throughout.</param>
public sealed record ExampleCase(string Class, string? Standard, string? ComplainedOf, int Secrecy, bool WantsAnswer, DateTimeOffset At,
    string? Imported, string? ImportedStep, DateTimeOffset? GivenDue,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Posts, IReadOnlyList<string> Away)
{
    /// <summary>Who registers it; empty = the house itself.</summary>
    public string By { get; init; } = "";

    /// <summary>What the opening asks.</summary>
    public IReadOnlyDictionary<string, FieldValue> Fields { get; init; } = new Dictionary<string, FieldValue>();

    /// <summary>The door; null = the city's first.</summary>
    public string? Channel { get; init; }

    /// <summary>The nature; null = none.</summary>
    public string? Nature { get; init; }

    /// <summary>How urgent; null = the city's mildest.</summary>
    public string? Urgency { get; init; }

    /// <summary>The deepest area known; null = none.</summary>
    public string? Area { get; init; }

    /// <summary>The case's number for samples; 1 = into none.</summary>
    public decimal Draw { get; init; } = 1;
}

/// <summary>One act of an example. Without a name time only passes, and what turns by itself turns.</summary>
/// <param name="By">A person's code, or <c>caller N</c> for the caller of an appeal by his link.</param>
/// <param name="After">How long after the act before; null (and no <paramref name="At"/>) means a minute.</param>
/// <param name="At">When exactly, instead.</param>
public sealed record ExampleAct(string By, string Name, IReadOnlyDictionary<string, FieldValue> Fields, Limit? After, DateTimeOffset? At);

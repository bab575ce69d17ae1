namespace Liandong.Core.Cities;

/// <summary>What the hotline's desk does beside registering: how calls end that are no case, and what a text of a class should say.</summary>
/// <param name="Channel">The channel of what is registered from a call.</param>
/// <param name="Endings">In the order of the printed card.</param>
/// <param name="Hold">The key that lets a caller wait.</param>
/// <param name="Frames">What a text should tell, by class: questions with open places.</param>
/// <param name="DirectAnswer">Closing kind of a case that the desk itself answered in the call; null = none is.</param>
/// <param name="AnswerWithin">Seconds within which a call should be taken, inclusive; null = the city does not count it.</param>
public sealed record Hotline(string Channel, IReadOnlyList<CallEnding> Endings, string? Hold, IReadOnlyDictionary<ClassCode, LocalName> Frames, int? AnswerWithin = null, string? DirectAnswer = null)
{
    /// <summary>Within what time the owner of an article answers to whom it was of no use; null = the city sets none.</summary>
    public Calendars.Limit? DoubtsWithin { get; init; }

    /// <summary>The ending with this code, or null.</summary>
    public CallEnding? Ending(string code) => Endings.FirstOrDefault(e => e.Code == code);
}

/// <summary>What an ending of a call does.</summary>
public enum CallEndingKind
{
    /// <summary>An act on a case that is there already; without a case it is an outcome of the call alone.</summary>
    OnCase,

    /// <summary>The call ends; when it has scripts, they are read out first, one a press.</summary>
    Close,

    /// <summary>An article of the knowledge base is read out.</summary>
    Answer,

    /// <summary>The caller is put through, and the desk stays on the line.</summary>
    Transfer,
}

/// <summary>One key of the printed card.</summary>
/// <param name="Code">Becomes the outcome of the call.</param>
/// <param name="Key">As browsers name it, with <c>Shift+</c> or <c>Ctrl+</c> before it.</param>
/// <param name="Act">The act that it does on a case, where the case's procedure has it.</param>
/// <param name="Scripts">Read out one after the other; after the last the call ends.</param>
/// <param name="Numbers">Numbers that one is put through to.</param>
public sealed record CallEnding(string Code, string Key, LocalName Name, CallEndingKind Kind, string? Act, IReadOnlyList<LocalName> Scripts, IReadOnlyList<Choice> Numbers);

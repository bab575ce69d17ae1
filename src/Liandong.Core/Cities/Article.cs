namespace Liandong.Core.Cities;

/// <summary>An answer of the knowledge base, to be read aloud.</summary>
/// <param name="Code">The name of its file.</param>
/// <param name="Class">The class that it is about.</param>
/// <param name="Owner">The unit that answers for its being true.</param>
/// <param name="ValidUntil">Last day on which it may be used, inclusive.</param>
/// <param name="Reviewed">Day of the owner's last review.</param>
/// <param name="Question">As people ask it.</param>
/// <param name="Answer">Three sentences at most.</param>
/// <param name="Basis">What it rests on.</param>
public sealed record Article(string Code, ClassCode Class, UnitCode Owner, DateOnly ValidUntil, DateOnly Reviewed,
    LocalName Question, LocalName Answer, LocalName Basis)
{
    /// <summary>It may be read to a caller on this day.</summary>
    public bool IsValid(DateOnly day) => day <= ValidUntil;
}

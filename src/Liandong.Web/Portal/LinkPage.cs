using Liandong.Web.Look;

namespace Liandong.Web.Portal;

/// <summary>What a caller sees at the address that was sent to him.</summary>
/// <param name="Case">Null unless he may answer.</param>
/// <param name="Fields">The questions, as the act of the desk has them.</param>
/// <param name="Error">Something above the questions is wrong, or the desk was busy.</param>
public sealed record LinkPage(LinkSays Says, string Url, LinkedCase? Case = null, IReadOnlyList<FieldInput>? Fields = null, string? Error = null, DateTimeOffset? At = null);

/// <summary>What the page says first.</summary>
public enum LinkSays
{
    /// <summary>Please answer.</summary>
    Ask,

    /// <summary>You have answered.</summary>
    Answered,

    /// <summary>It can no longer be answered.</summary>
    Over,

    /// <summary>This is no address of ours.</summary>
    Wrong,

    /// <summary>Too many wrong ones: wait.</summary>
    Wait,

    /// <summary>Somebody of the staff is signed in: callers answer, not we.</summary>
    Inside,
}

/// <summary>The case as its caller may see it: no staff by name, nobody else's words.</summary>
/// <param name="Address">Only for who told it, and only where nothing is secret.</param>
/// <param name="Reply">What the unit reported, callers' names and numbers covered; null when it was erased.</param>
public sealed record LinkedCase(string Number, string Class, string? Area, string? Address, DateTimeOffset ToldAt, string? Result, string? Unit, DateTimeOffset? RepliedAt, string? Reply, DateTimeOffset Until);

namespace Liandong.Core.Units;

/// <summary>How a bureau stands in a town: who manages its people there, and whom the town's cases are sent to.</summary>
public enum AttachmentKind
{
    /// <summary>块属块管: moved to the town, which manages and commands.</summary>
    BlockBlock,

    /// <summary>条属块管: the bureau's local office; the town proposes, supervises, appraises.</summary>
    LineBlock,

    /// <summary>条属条管: no office in the town; town and committees do the front end.</summary>
    LineLine,
}

/// <summary>The attachment of one bureau in one town.</summary>
/// <param name="Line">The bureau.</param>
/// <param name="Town">The town's unit.</param>
/// <param name="Office">The office in the town; null when there is none.</param>
public sealed record Attachment(UnitCode Line, UnitCode Town, AttachmentKind Kind, UnitCode? Office);

namespace Liandong.Core.Catalogue;

/// <summary>A type of thing that stands in the city's ground 部件: hydrant, cover, lamp. What befalls it is a class of its own.</summary>
/// <param name="Code">The city's code, such as major-minor of a standard.</param>
/// <param name="Reference">The norm it comes from; null when there is none.</param>
public sealed record Thing(string Code, string? Reference, LocalName Name, LocalName Group, IReadOnlyList<string> Aliases);

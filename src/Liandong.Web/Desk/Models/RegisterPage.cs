using Liandong.Web.Look;

namespace Liandong.Web.Desk.Models;

/// <summary>The form in the order people speak.</summary>
/// <param name="Steps">The questions, each with one or more fields side by side.</param>
/// <param name="AsideUrl">Answers the form as it stands (POST) with partial _RegisterAside; so consequences show before the button.</param>
/// <param name="ActId">Made with the page; a second press registers nothing new.</param>
/// <param name="Procedure">The procedure that the case will follow, by code.</param>
/// <param name="Kinds">The procedures to choose from; empty when there is no choice.</param>
public sealed record RegisterPage(
    string Url, string AsideUrl, Guid ActId, string Procedure, IReadOnlyList<RegisterKind> Kinds, IReadOnlyList<RegisterStep> Steps, RegisterAside Aside, RefusalNote? Refusal = null);

/// <summary>Another kind of case, by its procedure.</summary>
public sealed record RegisterKind(string Label, string Url, bool Current);

/// <param name="Label">The question: 什么事, 在哪里, 谁来电, ...</param>
public sealed record RegisterStep(string Label, IReadOnlyList<FieldInput> Fields);

/// <summary>What the system knows while the form is filled.</summary>
/// <param name="Consequence">Null until a class is chosen.</param>
/// <param name="Place">Null when there is nothing to choose.</param>
public sealed record RegisterAside(Consequence? Consequence, IReadOnlyList<NearCase> Duplicates, SmallMap? Map = null, PlaceQuestion? Place = null)
{
    /// <summary>Answers the form as it stands with this anew.</summary>
    public string Url { get; init; } = "/cases/new?handler=Aside";
}

/// <summary>Which place is meant.</summary>
/// <param name="Said">The words in the field.</param>
/// <param name="Ask">Several are called just so.</param>
/// <param name="Nowhere">The words alone are to stand.</param>
public sealed record PlaceQuestion(string Said, bool Ask, IReadOnlyList<PlaceOption> Options, bool Nowhere);

/// <summary>A place to choose.</summary>
/// <param name="Words">What stands in the field after choosing it.</param>
/// <param name="Where">The areas it lies in.</param>
public sealed record PlaceOption(string Value, string Name, string Words, string Kind, string? Where, bool Ask, bool Chosen = false);

/// <summary>What will happen after registering.</summary>
/// <param name="Limits">Each clock: its name, its limit and when that would be due.</param>
/// <param name="Why">Why this unit, in words.</param>
/// <param name="Facets">What decides who leads: asked only where the list of affairs asks.</param>
/// <param name="Standards">The standards to choose from when the class has several; the choice goes with the form.</param>
public sealed record Consequence(string Class, string? Standard, IReadOnlyList<Fact> Limits, string? Lead, string? Others, string? Why, FieldInput? Standards = null,
    IReadOnlyList<FieldInput>? Facets = null);

namespace Liandong.Core.Procedures;

/// <summary>A typed, bilingual field of an act; serves form, API, phone and Open311 alike.</summary>
/// <param name="List">For choices: the name of the city's list. For numbers: the list with the words of each degree.</param>
/// <param name="Min">Shortest text, smallest number or fewest items.</param>
/// <param name="Max">Longest text, largest number, most items; for an instant, days from now.</param>
public sealed record FieldSpec(string Code, LocalName Label, FieldType Type, bool Required, string? List, int? Min, int? Max)
{
    /// <summary>The question as it is put to a caller who answers himself; null = the label serves.</summary>
    public LocalName? Ask { get; init; }

    /// <summary>What a form asks one by one to make up a text, each a line of it; empty = the text is asked as one.</summary>
    public IReadOnlyList<FieldPart> Parts { get; init; } = [];
}

/// <summary>One question of a text that is asked in parts.</summary>
/// <param name="Optional">May stay empty.</param>
public sealed record FieldPart(LocalName Label, bool Optional);

/// <summary>Types of field.</summary>
public enum FieldType
{
    /// <summary>Words that a person typed; kept outside the chain, erasable.</summary>
    Text,

    /// <summary>One code out of a list of the city.</summary>
    Choice,

    /// <summary>A unit's code.</summary>
    Unit,

    /// <summary>Several units' codes.</summary>
    Units,

    /// <summary>A member of the staff.</summary>
    Person,

    /// <summary>A moment in time.</summary>
    Instant,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>Uploaded files, by hash.</summary>
    Files,

    /// <summary>Closing conditions of the case's standard that hold.</summary>
    Conditions,

    /// <summary>One of the appeals of the case, by its number.</summary>
    Appeal,

    /// <summary>A milestone of the standard that is still to be reached.</summary>
    Milestone,

    /// <summary>A caller's name: personal data, kept encrypted.</summary>
    ReporterName,

    /// <summary>A caller's number: personal data, kept encrypted with a blind index.</summary>
    ReporterPhone,
}

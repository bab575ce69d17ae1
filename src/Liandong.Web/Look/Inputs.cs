namespace Liandong.Web.Look;

/// <summary>How a typed field is asked for.</summary>
public enum FieldShape
{
    Text,
    LongText,
    Number,
    Date,
    Instant,
    YesNo,

    /// <summary>One of a few; up to four stand side by side, more become a list to pull down.</summary>
    Choice,

    /// <summary>One of many, found by typing part of code or name.</summary>
    Suggest,

    /// <summary>Several of some.</summary>
    CheckList,
    Unit,
    Person,
    Place,
    Photo,

    /// <summary>A text asked in parts; the options are the questions, one without a value may stay empty.</summary>
    Parts,
}

/// <summary>One question of a form.</summary>
/// <param name="Name">The form's name of it; unique on the page together with the act.</param>
/// <param name="Error">What is wrong and what to do; stands between label and field.</param>
/// <param name="Values">What is filled in already; several for a check list. A place has address, longitude, latitude.</param>
/// <param name="Suffix">The unit of a number, after the field.</param>
public sealed record FieldInput(
    string Name, FieldShape Shape, string Label, bool Required = false, string? Hint = null, string? Error = null,
    IReadOnlyList<string>? Values = null, IReadOnlyList<FieldOption>? Options = null, string? Min = null, string? Max = null, string? Suffix = null)
{
    /// <summary>Where proposals for what is typed come from; null for none.</summary>
    public string? Suggestions { get; init; }

    /// <summary>Names of fields out of whose words proposals are made while this one is empty.</summary>
    public string? From { get; init; }

    /// <summary>A place without its coordinates on view.</summary>
    public bool Bare { get; init; }

    /// <summary>Said neither to be needed nor to be optional: what is sent tells.</summary>
    public bool Unmarked { get; init; }

    public string Value => Values is [var first, ..] ? first : "";

    /// <summary>An id for label and error, valid in HTML and CSS.</summary>
    public string Id => "f-" + string.Concat(Name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
}

public sealed record FieldOption(string Value, string Label, string? Group = null)
{
    /// <summary>What else it is called, by which it is found in a long list.</summary>
    public string? Words { get; init; }
}

/// <summary>A small mark beside a title. <paramref name="Loud"/> is ink, for what changes how one acts.</summary>
public sealed record Flag(string Words, bool Loud = false);

/// <summary>Where a list goes on; keyset, so there is no page number.</summary>
public sealed record Pager(string? FirstUrl, string? NextUrl);

/// <summary>What was refused: the name of it, the reason, and the way on.</summary>
public sealed record RefusalNote(string Title, string Reason, string? WayWords = null, string? WayUrl = null);

namespace Liandong.Core.Acts;

/// <summary>
/// A value as it came in from a form, the API or a file, before its type is checked. Forms only know text and lists of
/// text; the check reads numbers, flags and instants out of them.
/// </summary>
public sealed record FieldValue(string? Text, IReadOnlyList<string>? Items = null)
{
    /// <summary>What it was written as, where the door tells words from numbers.</summary>
    public ValueShape Shape { get; init; }

    /// <summary>One or several texts, as a list; blanks left out.</summary>
    public IReadOnlyList<string> All => Items ?? (string.IsNullOrWhiteSpace(Text) ? [] : [Text]);

    /// <summary>Nothing was given.</summary>
    public bool IsBlank => All.All(string.IsNullOrWhiteSpace);
}

/// <summary>What a value was written as.</summary>
public enum ValueShape
{
    /// <summary>A form's: words only, whatever they mean.</summary>
    Any,

    /// <summary>A text.</summary>
    Words,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A list of texts.</summary>
    List,
}

/// <summary>Fields whose types and bounds hold.</summary>
/// <param name="Codes">Everything that may stand in the chain: codes, numbers, instants, hashes; lists joined by a blank.</param>
/// <param name="Texts">Typed words by field.</param>
/// <param name="Items">Lists by field.</param>
/// <param name="Instants">Instants by field.</param>
public sealed record CheckedFields(IReadOnlyDictionary<string, string> Codes, IReadOnlyDictionary<string, string> Texts,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Items, IReadOnlyDictionary<string, DateTimeOffset> Instants, Reporter? Reporter)
{
    /// <summary>No fields at all: what is asked before a form is shown.</summary>
    public static CheckedFields None { get; } = new(new Dictionary<string, string>(), new Dictionary<string, string>(),
        new Dictionary<string, IReadOnlyList<string>>(), new Dictionary<string, DateTimeOffset>(), null);

    /// <summary>The field that names units to be told without a part: the word of the effect and of its guard.</summary>
    public const string Copy = "copy";

    /// <summary>A single code, or null.</summary>
    public string? Code(string field) => Codes.GetValueOrDefault(field);

    /// <summary>A list of codes; empty when not given.</summary>
    public IReadOnlyList<string> List(string field) => Items.GetValueOrDefault(field) ?? [];
}

/// <summary>A caller. Kept encrypted, apart from the chain.</summary>
public sealed record Reporter(string? Name, string? Phone);

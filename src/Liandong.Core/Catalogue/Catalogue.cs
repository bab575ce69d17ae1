using Liandong.Core.Calendars;

namespace Liandong.Core.Catalogue;

/// <summary>A class of matter as callers and clerks name it; it has one or more standards.</summary>
public sealed record CaseClass(ClassCode Code, LocalName Name, LocalName Group, string? Nature, IReadOnlyList<Standard> Standards, IReadOnlyList<string> Aliases)
{
    /// <summary>The least grade of secrecy of its cases; whoever registers may raise it.</summary>
    public int Secrecy { get; init; }
}

/// <summary>What is promised for a class: filing condition, limit, closing conditions, evidence. Frozen on the case by its hash.</summary>
/// <param name="Code">Unique in the city.</param>
/// <param name="Class">The class it belongs to; the first standard of a class is its default.</param>
/// <param name="Reference">The norm it comes from (standard_ref), when there is one.</param>
/// <param name="Filing">When it applies.</param>
/// <param name="Limit">The handling limit; null means that none is promised.</param>
/// <param name="Conditions">Closing conditions, each ticked before the case is reported resolved.</param>
/// <param name="PhotoAfter">A photo afterwards is required.</param>
/// <param name="LegalBasis">The law, when there is one.</param>
/// <param name="Hash">SHA-256, hex, of its canonical form in <c>definitions</c>.</param>
public sealed record Standard(string Code, ClassCode Class, string? Reference, LocalName Filing, Limit? Limit,
    IReadOnlyList<Condition> Conditions, bool PhotoAfter, string? LegalBasis, string Hash)
{
    /// <summary>What has to happen on the way, each on its own clock from dispatch on.</summary>
    public IReadOnlyList<Milestone> Milestones { get; init; } = [];
}

/// <summary>A stage on the way that is promised apart: on site, stopped, secured. Named by the text <c>milestone.CODE</c>.</summary>
public sealed record Milestone(string Code, Limit Limit);

/// <summary>One closing condition.</summary>
public sealed record Condition(string Code, LocalName Name);

/// <summary>All classes of one city version.</summary>
public sealed class ClassCatalogue
{
    private readonly Dictionary<ClassCode, CaseClass> _classes;
    private readonly Dictionary<string, Standard> _standards;
    private readonly Dictionary<string, ClassCode> _aliases;

    /// <summary>Builds the catalogue from checked rows.</summary>
    public ClassCatalogue(IReadOnlyList<CaseClass> classes)
    {
        All = classes;
        _classes = classes.ToDictionary(c => c.Code);
        _standards = classes.SelectMany(c => c.Standards).ToDictionary(s => s.Code, StringComparer.Ordinal);
        _aliases = new Dictionary<string, ClassCode>(StringComparer.OrdinalIgnoreCase);
        foreach (var (alias, code) in classes.SelectMany(c => c.Aliases.Select(a => (a, c.Code))))
        {
            _aliases.TryAdd(alias, code);
        }
    }

    /// <summary>Every class in the order of the file.</summary>
    public IReadOnlyList<CaseClass> All { get; }

    /// <summary>The class with this code, or null.</summary>
    public CaseClass? Find(ClassCode code) => _classes.GetValueOrDefault(code);

    /// <summary>The class that an imported file or an old paper calls so, or null.</summary>
    public CaseClass? ByAlias(string alias) => _aliases.TryGetValue(alias, out var code) ? _classes[code] : null;

    /// <summary>The standard with this code, or null.</summary>
    public Standard? FindStandard(string code) => _standards.GetValueOrDefault(code);
}

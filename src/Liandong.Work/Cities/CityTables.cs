namespace Liandong.Work.Cities;

/// <summary>The tables of a city whose rows have a name: what may be compared, and changed, row by row.</summary>
public static class CityTables
{
    /// <summary>Columns that name a row.</summary>
    private static readonly Dictionary<string, string[]> s_keys = new(StringComparer.Ordinal)
    {
        ["areas.csv"] = ["code"], ["units.csv"] = ["code"], ["posts.csv"] = ["code"], ["people.csv"] = ["code", "post"], ["catalogue.csv"] = ["standard"],
        ["affairs.csv"] = ["class", "area", "when"], ["notices.csv"] = ["code"], ["attachments.csv"] = ["line", "town"], ["things.csv"] = ["code"], ["lines.csv"] = ["code"], ["places.csv"] = ["code"], ["tasks.csv"] = ["code"],
    };

    /// <summary>Columns in which all rows of one thing must agree: what is changed in one is changed in all of them.</summary>
    private static readonly Dictionary<string, (string Of, string[] Columns)> s_shared = new(StringComparer.Ordinal)
    {
        ["catalogue.csv"] = ("class", CatalogueFile.ClassColumns), ["people.csv"] = ("code", ["name_en", "name_zh", "demo", "leave_from", "leave_to"]),
    };

    /// <summary>A city may have a file of this name. Codes only between the slashes: what is exported stays below its folder.</summary>
    public static bool MayBeFile(string file) => StrayFiles.IsKnown(file) && file.Split('/').All(part => part.Length > 0 && part[0] != '.' && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'));

    /// <summary>The columns that name a row of this file; empty when its rows have no name, or it is no table.</summary>
    public static IReadOnlyList<string> Keys(string file) => s_keys.GetValueOrDefault(file, []);

    /// <summary>The column whose rows belong together, when this one is theirs together; null when every row has its own.</summary>
    public static string? SharedBy(string file, string column) => s_shared.TryGetValue(file, out var shared) && shared.Columns.Contains(column, StringComparer.Ordinal) ? shared.Of : null;

    /// <summary>A row's name as one word, as changes are kept by it.</summary>
    public static string Code(IEnumerable<string> key) => string.Join(' ', key.Where(k => k.Length > 0));
}

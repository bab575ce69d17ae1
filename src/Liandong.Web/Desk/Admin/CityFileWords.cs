using Liandong.Web.Look;

namespace Liandong.Web.Desk.Admin;

/// <summary>What files and columns of a city are called; what has no word of its own is called as it is written.</summary>
public sealed class CityFileWords(Texts texts)
{
    /// <summary>A table or a settings file; a file of a folder by its own name.</summary>
    public string File(string file) => texts.Maybe("city.file." + file) ?? Path.GetFileName(file);

    /// <summary>A folder's name, and of the files that stand in none.</summary>
    public string Folder(string folder) => texts.Maybe("city.folder." + folder) ?? folder;

    public string About(string folder) => texts.Maybe("city.folder.about." + folder) ?? "";

    public string Column(string file, string column) => Of("city.column.", file, column) ?? column;

    public string? Hint(string file, string column, string? example) =>
        (texts.Maybe($"city.hint.{file}.{column}", ("example", example ?? "")) ?? texts.Maybe("city.hint." + column, ("example", example ?? ""))) is { Length: > 0 } hint ? hint.TrimEnd() : null;

    private string? Of(string family, string file, string column) => texts.Maybe($"{family}{file}.{column}") ?? texts.Maybe(family + column);
}

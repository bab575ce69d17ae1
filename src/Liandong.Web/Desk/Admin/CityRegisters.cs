using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cities;

namespace Liandong.Web.Desk.Admin;

/// <param name="Rows">Of a table; null for what is none.</param>
/// <param name="Title">What an article is called.</param>
public sealed record RegisterLine(string Path, string Name, string? Title, int? Rows, int Size, int? Version, DateTimeOffset? ChangedAt, string? By);

public sealed record RegisterGroup(string Folder, string Name, string About, IReadOnlyList<RegisterLine> Files);

public sealed record RegistersPage(IReadOnlyList<RegisterGroup> Groups, int Files, CityVersion? InForce, string? By, bool May);

/// <summary>Every file of the city in force, with who changed it last.</summary>
public sealed class CityRegisters(Node node, CityShelf shelf, Texts texts)
{
    /// <summary>What is asked for most comes first; folders of other names follow.</summary>
    private static readonly string[] s_order = [Tables, Settings, "calendars", "texts", "knowledge", "procedures", "areas", "imports", "simulation"];
    private const string Tables = "tables";
    private const string Settings = "settings";

    /// <summary>False for the groups of what stands in no folder.</summary>
    public static bool IsFolder(string group) => group is not (Tables or Settings);

    public async Task<RegistersPage> ReadAsync(Signed who, CancellationToken cancel)
    {
        var files = await shelf.NowAsync(cancel);
        var last = await CityVersions.LastByFileAsync(node.Source, cancel);
        var words = new CityWords(who.City, texts);
        var named = new CityFileWords(texts);
        var titles = who.City.Knowledge.ToDictionary(a => $"knowledge/{a.Code}.md", a => words.In(a.Question), StringComparer.Ordinal);
        var groups = files.Files.Keys.GroupBy(FolderOf).OrderBy(g => Array.IndexOf(s_order, g.Key) is var at and >= 0 ? at : s_order.Length).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new RegisterGroup(g.Key, named.Folder(g.Key), named.About(g.Key), [.. g.OrderBy(f => f, StringComparer.Ordinal).Select(f => Line(f))])).ToList();
        var newest = await CityVersions.ListAsync(node.Source, 1, cancel);
        return new RegistersPage(groups, files.Files.Count, newest.Count > 0 ? newest[0] : null, newest.Count > 0 ? words.Person(newest[0].Principal) : null, who.Admits("POST", "/admin/city/text/{**file}"));

        RegisterLine Line(string file)
        {
            var version = last.GetValueOrDefault(file);
            return new RegisterLine(file, named.File(file), titles.GetValueOrDefault(file), files.Table(file)?.Rows.Count, files.Text(file)!.Length, version?.No, version?.AppliedAt, version is null ? null : words.Person(version.Principal));
        }
    }

    private static string FolderOf(string file) => file.Split('/') is [var folder, _, ..] ? folder : CityTables.Keys(file).Count > 0 ? Tables : Settings;
}

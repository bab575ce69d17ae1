using System.Globalization;
using System.Text;
using Liandong.Core.Cities;
using Liandong.Work;
using Liandong.Work.Cities;

namespace Liandong.Web.Commands;

/// <summary>
/// <c>city check|affairs|new NAME</c> need no database: every fault at once with file and line, who leads nothing, a small
/// folder to begin with. <c>city apply|export|versions</c> are about an installation.
/// </summary>
public static class CityCommand
{
    private const int MostShown = 200;
    private const string Usage = """
        city check NAME                       every fault at once 检查
        city affairs NAME                     classes and places that nobody leads 事权空白
        city new NAME                         a small valid folder to begin with 新建
        city apply NAME [--dry-run]           puts it in force; --dry-run only shows what would change 应用
        city export FOLDER [--version NO]     writes back what is in force, or was 导出
        city versions [NO]                    what was in force when; what a version changed 历次版本
        [--data DIR]
        """;

    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var given = new Arguments(args, ["dry-run"], ["data", "version"]);
        return given.Rest switch
        {
            ["check", var name] => CheckAsync(name, output),
            ["affairs", var name] => AffairsAsync(name, output),
            ["new", var name] => NewAsync(name, output),
            ["apply", var name] => ApplyAsync(given, name, output, errors),
            ["export", var folder] => ExportAsync(given, folder, output, errors),
            ["versions"] => VersionsAsync(given, null, output, errors),
            ["versions", var no] => VersionsAsync(given, Number(no), output, errors),
            _ => throw new UsageException(Usage),
        };
    }

    /// <summary>One line a fault: file, line, value, what to do in both languages.</summary>
    public static async Task TellAsync(IReadOnlyList<Fault> faults, TextWriter output)
    {
        foreach (var fault in faults)
        {
            await output.WriteLineAsync($"{fault.File}:{fault.Line}: {fault.Value}: {fault.Text.En} {fault.Text.Zh}");
        }
        await output.WriteLineAsync(faults.Count == 0 ? "clean 检查通过" : $"{faults.Count} faults 处问题");
    }

    private static async Task<int> CheckAsync(string name, TextWriter output)
    {
        var folder = Arguments.CityFolder(name);
        var faults = CityFolder.Check(CityFiles.ReadFolder(folder)).Faults;
        foreach (var file in CityFiles.LeftAlone(folder))
        {
            await output.WriteLineAsync($"{file}: remark: is no file of a city and is left alone 提示:不是城市文件,不读取");
        }
        await TellAsync(faults, output);
        return faults.Count == 0 ? 0 : 1;
    }

    private static async Task<int> AffairsAsync(string name, TextWriter output)
    {
        var reading = CityFolder.Read(CityFiles.ReadFolder(Arguments.CityFolder(name)));
        if (reading.City is not { } city)
        {
            await TellAsync(reading.Faults, output);
            return 1;
        }
        var (open, asked) = OpenAffairs.Of(city);
        foreach (var pair in open)
        {
            await output.WriteLineAsync($"{pair.Class.Code} {pair.Class.Name.Zh} {pair.Class.Name.En}: {pair.Area.Code} {pair.Area.Name.Zh} {pair.Area.Name.En}");
        }
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{asked - open.Count} of {asked} pairs of class and place are led by somebody ({100.0 * (asked - open.Count) / Math.Max(1, asked):F1} %) 有主办的类别与区域"));
        return 0;
    }

    private static async Task<int> NewAsync(string name, TextWriter output)
    {
        var folder = Path.Combine(Arguments.Root, "cities", name);
        if (name.Length is 0 or > 40 || name.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-') || Directory.Exists(folder))
        {
            throw new UsageException($"{name}: small letters, digits and - only, and no such folder in cities/ yet. 只用小写字母、数字和 -,且 cities/ 下尚无此文件夹。");
        }
        await WriteAsync(CityTemplate.Make(name), folder);
        await output.WriteLineAsync($"{folder}: README.md tells what to change; then: ./liandong city check {name} 按 README.md 修改后检查");
        return 0;
    }

    private static async Task<int> ApplyAsync(Arguments given, string name, TextWriter output, TextWriter errors)
    {
        var files = CityFiles.ReadFolder(Arguments.CityFolder(name));
        await using var node = await OpenAsync(given, errors);
        var dry = given.Has("dry-run");
        var applied = await ApplyCity.RunAsync(node.Source, files, node.Clock, CancellationToken.None, dry);
        if (applied.City is null)
        {
            await TellAsync(applied.Faults, output);
            return 1;
        }
        await TellAsync(applied.Changes, output);
        if (!dry)
        {
            var bound = await ApplyCity.FollowAsync(node, applied.City, CancellationToken.None);
            await output.WriteLineAsync(bound == 0 ? "no open work is bound anew 没有在办件需改绑" : $"{bound} open cases bound anew 件在办件已改绑");
        }
        await output.WriteLineAsync(!applied.Changed ? "no difference 没有变化" : dry ? "not applied 未应用" : "clean 检查通过");
        return 0;
    }

    private static async Task<int> ExportAsync(Arguments given, string folder, TextWriter output, TextWriter errors)
    {
        await using var node = await OpenAsync(given, errors);
        if (await CityVersions.FilesAsync(node.Source, given.Maybe("version") is { } no ? Number(no) : null, CancellationToken.None) is not { } files)
        {
            throw new UsageException("There is no such version here; `city versions` lists them. 没有此版本。");
        }
        await WriteAsync(files, folder);
        await output.WriteLineAsync($"{files.Files.Count} files 个文件: {Path.GetFullPath(folder)}");
        return 0;
    }

    private static async Task<int> VersionsAsync(Arguments given, int? no, TextWriter output, TextWriter errors)
    {
        await using var node = await OpenAsync(given, errors);
        if (no is { } one)
        {
            await TellAsync([.. (await CityVersions.ChangesAsync(node.Source, one, CancellationToken.None)).Select(c => c.Change)], output);
            return 0;
        }
        foreach (var version in await CityVersions.ListAsync(node.Source, MostShown, CancellationToken.None))
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"{version.No}  {version.AppliedAt:yyyy-MM-dd'T'HH:mm:ss'Z'}  {version.Hash[..12]}  {version.Changes} changes 处变化  {version.Principal}  {version.Reason.ReplaceLineEndings(" ")}");
            await output.WriteLineAsync(line.TrimEnd());
        }
        return 0;
    }

    private static async Task TellAsync(IReadOnlyList<CityChange> changes, TextWriter output)
    {
        foreach (var c in changes.Take(MostShown))
        {
            await output.WriteLineAsync((c.Before, c.After) switch
            {
                (null, _) => $"+ {c.File} {c.Code}",
                (_, null) => $"- {c.File} {c.Code}",
                _ when c.Field is null => $"~ {c.File} {c.Code}",
                _ => $"~ {c.File} {c.Code} {c.Field}: {c.Before} -> {c.After}",
            });
        }
        if (changes.Count > MostShown)
        {
            await output.WriteLineAsync($"... {changes.Count - MostShown} more 处未列");
        }
    }

    private static async Task WriteAsync(CityFiles files, string folder)
    {
        foreach (var (path, text) in files.Files)
        {
            var file = Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
    }

    private static Task<Node> OpenAsync(Arguments given, TextWriter errors) => Node.OpenAsync(given.DataDir, errors.WriteLine, TimeProvider.System, CancellationToken.None);

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var no) ? no
        : throw new UsageException($"{text}: a number of `city versions`. 应为版本序号。");
}

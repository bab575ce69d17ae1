using Liandong.Work;
using Liandong.Work.Cases;
using Liandong.Work.Cities;

namespace Liandong.Web.Commands;

/// <summary><c>city check|apply NAME</c>: every fault at once with file and line; apply puts a clean folder in force.</summary>
public static class CityCommand
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var given = new Arguments(args, [], ["data"]);
        if (given.Rest is not [var what, var name] || what is not ("check" or "apply"))
        {
            throw new UsageException("city check NAME | city apply NAME [--data DIR]");
        }
        var files = CityFiles.ReadFolder(Arguments.CityFolder(name));
        if (what == "check")
        {
            var reading = CityFolder.Check(files);
            await TellAsync(reading.Faults, output);
            return reading.Faults.Count == 0 ? 0 : 1;
        }
        await using var node = await Node.OpenAsync(given.DataDir, errors.WriteLine, TimeProvider.System, CancellationToken.None);
        var applied = await ApplyCity.RunAsync(node.Source, files, node.Clock, CancellationToken.None);
        await TellAsync(applied.Faults, output);
        if (applied.City is not null)
        {
            await node.City.RefreshAsync(CancellationToken.None);
            await RecomputeDues.RunAsync(node.Desk, CancellationToken.None);
        }
        return applied.Faults.Count == 0 ? 0 : 1;
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
}

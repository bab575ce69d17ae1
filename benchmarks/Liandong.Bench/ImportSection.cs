using System.Globalization;
using System.Text.RegularExpressions;
using Liandong.Work.Imports;
using Liandong.Work.Store;
using Liandong.Work.Store.Postgres;
using Npgsql;

namespace Liandong.Bench;

/// <summary>Boston's half-year by the import verb, in turns with psql's \copy of the very rows that it prepared.</summary>
internal static class ImportSection
{
    private const string Boston = "../shared/data/boston311_2011H2_masked.csv.gz";
    private const int Generated = 58_251;

    public static async Task<string> RunAsync(Setting setting, CancellationToken cancel)
    {
        var psql = PostgresTools.Find("psql") ?? throw new InvalidOperationException("psql is missing (apt-get install postgresql).");
        var dump = HostProcess.NewFolder();
        try
        {
            var file = Path.GetFullPath(Path.Combine(setting.Root, Boston));
            if (!File.Exists(file))
            {
                file = Path.Combine(dump, "generated.csv");
                await HistoryFile.WriteAsync(setting.Root, file, Generated, 0, Generated / 20, cancel);
            }
            var ours = new List<ImportVerb>();
            var (plain, wordsLast) = (new List<double>(), new List<double>());
            for (var round = 0; round < setting.Rounds; round++)
            {
                await RoundAsync(setting, psql, file, dump, ours, plain, wordsLast, cancel);
                setting.Say($"import {Figures.N(ours[^1].Rows / ours[^1].Seconds)} rows/s; \\copy {Figures.N(ours[^1].Rows / plain[^1])}, words last {Figures.N(ours[^1].Rows / wordsLast[^1])}");
            }
            return Text(setting, file, ours, plain, wordsLast);
        }
        finally
        {
            Directory.Delete(dump, recursive: true);
        }
    }

    private static async Task RoundAsync(Setting setting, string psql, string file, string dump, List<ImportVerb> ours, List<double> plain, List<double> wordsLast, CancellationToken cancel)
    {
        var data = HostProcess.NewFolder();
        try
        {
            await Programs.RunAsync("dotnet", [setting.Host, "city", "apply", "boston", "--data", data], cancel);
            // Held open from here, so that the verb measured does not start and stop a server of its own.
            await using var server = await PrivatePostgres.OpenAsync(data, _ => { }, TimeProvider.System, cancel);
            ours.Add(await ImportVerb.RunAsync(setting, file, data, cancel));
            await using var source = NpgsqlDataSource.Create(server.ConnectionString);
            if (!File.Exists(Path.Combine(dump, "cases.copy")))
            {
                await PreparedRows.DumpAsync(source, dump, cancel);
            }
            plain.Add(await CopyAsync(psql, source, server, dump, "raw_plain", wordsLast: false, cancel));
            wordsLast.Add(await CopyAsync(psql, source, server, dump, "raw_last", wordsLast: true, cancel));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Seconds for one psql that copies every file into a fresh database of the same schema, in one transaction a table.</summary>
    private static async Task<double> CopyAsync(string psql, NpgsqlDataSource source, PrivatePostgres server, string dump, string database, bool wordsLast, CancellationToken cancel)
    {
        await using (var create = source.CreateCommand($"create database {database}"))
        {
            await create.ExecuteNonQueryAsync(cancel);
        }
        var settings = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = database };
        await using var fresh = NpgsqlDataSource.Create(settings);
        await SchemaMigrations.ApplyAsync(fresh, cancel);
        var begun = TimeProvider.System.GetTimestamp();
        if (wordsLast)
        {
            await WordIndexes.DropWhenEmptyAsync(fresh, cancel);
        }
        var commands = PreparedRows.Filled.SelectMany(t => new[] { "-c", $"\\copy {t.Table} ({t.Columns}) from '{Path.Combine(dump, t.Table + ".copy")}'" });
        await Programs.RunAsync(psql, ["-q", "-X", "-v", "ON_ERROR_STOP=1", "-h", settings.Host!, "-p", "5432", "-U", "liandong", "-d", database, .. commands], cancel);
        if (wordsLast)
        {
            await WordIndexes.EnsureAsync(fresh, cancel);
        }
        return TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
    }

    private static string Text(Setting setting, string file, List<ImportVerb> ours, List<double> plain, List<double> wordsLast)
    {
        var rows = ours[0].Rows;
        Spread Rate(IEnumerable<double> seconds) => Spread.Of(seconds.Select(s => rows / s));
        var (import, copy, last) = (Rate(ours.Select(o => o.Seconds)), Rate(plain), Rate(wordsLast));
        return $"""
            `./liandong import cases --mapping boston311` of {Path.GetFileName(file)} ({Figures.N(rows)} rows) into an empty installation: read, checked, chained,
            written, indexed, analysed. In turns with `psql \copy` of the rows it prepared, into a fresh database each, {setting.Rounds} rounds. Budget: 0.6 x.

            {Figures.Table(["what", "rows/s", "seconds", "import is"],
            [
                ["import", import.Text(), Spread.Of(ours.Select(o => o.Seconds)).Text("F1"), ""],
                ["\\copy, same indexes", copy.Text(), Spread.Of(plain).Text("F1"), $"**{Figures.N(import.Median / copy.Median, "F2")} x**"],
                ["\\copy, word indexes built after it, as the import does", last.Text(), Spread.Of(wordsLast).Text("F1"), $"**{Figures.N(import.Median / last.Median, "F2")} x**"],
            ])}
            Memory of the verb at most {Spread.Of(ours.Select(o => o.Memory)).Text()} MB.
            """;
    }
}

/// <summary>One run of the import verb: rows added, seconds as the verb tells them, memory at most in MB.</summary>
internal sealed partial record ImportVerb(int Rows, double Seconds, double Memory)
{
    public static async Task<ImportVerb> RunAsync(Setting setting, string file, string data, CancellationToken cancel)
    {
        using var process = Programs.Start("dotnet", [setting.Host, "import", "cases", "--mapping", "boston311", file, "--data", data]);
        await using var ended = cancel.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var memory = 0.0;
        while (!process.WaitForExit(50))
        {
            memory = Math.Max(memory, HostProcess.MemoryOrZero(process.Id, "VmHWM"));
        }
        cancel.ThrowIfCancellationRequested();
        var told = Told().Match(await output);
        return process.ExitCode == 0 && told.Success
            ? new ImportVerb(int.Parse(told.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(told.Groups[2].Value, CultureInfo.InvariantCulture), memory)
            : throw new InvalidOperationException($"The import ended with {process.ExitCode}:\n{await output}\n{await errors}");
    }

    [GeneratedRegex("([0-9]+) added, .*?([0-9.]+) s")]
    private static partial Regex Told();
}

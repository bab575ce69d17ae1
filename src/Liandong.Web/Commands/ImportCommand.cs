using System.Globalization;
using Liandong.Work;
using Liandong.Work.Imports;

namespace Liandong.Web.Commands;

/// <summary><c>liandong import cases --mapping NAME FILE [--data DIR]</c>: brings history onto the ledger.</summary>
public static class ImportCommand
{
    private const string Usage = """
        import cases --mapping NAME FILE [--data DIR]
          NAME   a mapping of the city in force: imports/NAME.json of its folder
          FILE   delimited text, plain, gzip or a zip with one file; the same file again adds nothing
        """;

    /// <summary>Runs the command; the arguments are those after its name. 0 done, 1 it broke off, 2 not understood.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var given = new Arguments(args, [], ["mapping", "data"]);
        if (given.Rest is not ["cases", var file] || given.Maybe("mapping") is not { } code)
        {
            throw new UsageException(Usage);
        }
        await using var node = await Node.OpenAsync(given.DataDir, errors.WriteLine, TimeProvider.System, CancellationToken.None);
        var (mapping, known) = node.City.IsKnown ? await MappingsInForce.FindAsync(node, code, CancellationToken.None) : (null, []);
        if (mapping is null)
        {
            await errors.WriteLineAsync(known.Count == 0
                ? "The installation has no city with a mapping yet; start it once with ./run --city NAME. 本安装尚无城市或导入映射。"
                : $"--mapping: '{code}' is not a mapping of this city; there are: {string.Join(", ", known)}. 没有此导入映射。");
            return 2;
        }
        return await ImportAsync(node, mapping, file, output, errors);
    }

    private static async Task<int> ImportAsync(Node node, ImportMapping mapping, string file, TextWriter output, TextWriter errors)
    {
        var started = TimeProvider.System.GetTimestamp();
        var (result, refusal) = await ImportCases.RunAsync(node, mapping, file, Environment.UserName, Tell,
            () => output.WriteLine("Another import runs; waiting for it. 另有导入正在进行,等待中。"), CancellationToken.None);
        if (result is null)
        {
            await errors.WriteLineAsync($"{file}: {refusal}");
            return 2;
        }
        var c = result.Counts;
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{c.Read} rows read, {c.Added} added, {c.Present} present, {c.Refused} refused, {Seconds():0.0} s"));
        if (result.RefusedFile is { } path)
        {
            await output.WriteLineAsync($"refused rows with their reasons: {Path.GetFullPath(path)}");
        }
        return 0;

        double Seconds() => TimeProvider.System.GetElapsedTime(started).TotalSeconds;

        void Tell(ImportProgress p)
        {
            var (share, seconds) = (p.BytesTotal == 0 ? 1 : (double)p.Bytes / p.BytesTotal, Seconds());
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{share,4:P0} {p.Read,9} rows {p.Read / seconds,7:0} rows/s, about {seconds * (1 - share) / Math.Max(share, 0.001):0} s left"));
        }
    }
}

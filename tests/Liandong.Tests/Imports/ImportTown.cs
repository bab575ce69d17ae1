using System.Globalization;
using Liandong.Tests.Calendars;
using Liandong.Work;
using Liandong.Work.Cities;
using Liandong.Work.Imports;
using Npgsql;
using Xunit;

namespace Liandong.Tests.Imports;

/// <summary>An installation of Boston on a database of its own, at a fixed moment.</summary>
internal sealed class ImportTown : IAsyncDisposable
{
    private readonly string _folder;

    private ImportTown(Node node, string folder) => (Node, _folder) = (node, folder);

    public Node Node { get; }

    public string Folder => _folder;

    public DateTimeOffset Now => Node.Clock.GetUtcNow();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ImportTown> OpenAsync(NpgsqlDataSource source, string now)
    {
        var clock = new StandingClock(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));
        var city = CityFiles.ReadFolder(Path.GetDirectoryName(Places.Find("cities/boston/city.json"))!);
        var applied = await ApplyCity.RunAsync(source, city, clock, Cancel);
        Assert.Empty(applied.Faults);
        var folder = Directory.CreateTempSubdirectory("liandong-import-").FullName;
        return new ImportTown(await Node.OpenAsync(source, folder, clock, Cancel), folder);
    }

    public async Task<ImportResult> ImportAsync(string mapping, string path, Action<ImportProgress>? tell = null)
    {
        var (found, _) = await MappingsInForce.FindAsync(Node, mapping, Cancel);
        var (result, refusal) = await ImportCases.RunAsync(Node, found!, path, "test", tell ?? (_ => { }), () => { }, Cancel);
        Assert.Null(refusal);
        return result!;
    }

    public static (long Read, long Added, long Present, long Refused) Counts(ImportResult result) =>
        (result.Counts.Read, result.Counts.Added, result.Counts.Present, result.Counts.Refused);

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

using System.Globalization;
using System.IO.Compression;
using System.Text;
using Dapper;
using Liandong.Core.Cases;
using Liandong.Tests.Postgres;
using Liandong.Work.Cases;
using Liandong.Work.Imports;
using Liandong.Work.Verify;
using Npgsql;
using Xunit;

namespace Liandong.Tests.Imports;

/// <summary>What real files do to an import, each trap met on purpose.</summary>
public sealed class ImportTrapTests(TestServer server) : IAsyncLifetime
{
    private const string Header = "case_enquiry_id,open_dt,target_dt,closed_dt,closure_reason,case_title,type,queue,department,location,neighborhood,ward,precinct,latitude,longitude,source\n";
    private const string Now = "2012-01-01T00:00:00Z";
    private NpgsqlDataSource _source = null!;
    private ImportTown _town = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _source = await server.CreateAsync();
        _town = await ImportTown.OpenAsync(_source, Now);
    }

    public async ValueTask DisposeAsync()
    {
        await _town.DisposeAsync();
        await server.DropAsync(_source);
    }

    [Fact]
    public async Task An_hour_shown_twice_is_the_first_and_one_left_out_moves_forward()
    {
        await ImportAsync(Row("twice", opened: "2011-11-06 01:30:00") + Row("missing", opened: "2011-03-13 02:30:00"));
        Assert.Equal(At("2011-11-06T05:30:00Z"), (await FindAsync("twice")).OpenedAt);
        Assert.Equal(At("2011-03-13T07:30:00Z"), (await FindAsync("missing")).OpenedAt);
    }

    [Fact]
    public async Task Rows_that_make_no_case_are_told_with_line_and_reason_and_the_others_come_in()
    {
        var result = await ImportAsync(Row("1") + Row("2", type: "Dragons") + Row("3", opened: "2012-02-01 00:00:00") + "4,too,short\n"
            + Row("5", closed: "2011-07-01 00:00:00") + Row("6", opened: "yesterday") + Row("7", lat: "91") + Row("8", source: "Pigeon")
            + Row(" ") + Row("10", department: "NASA") + Row("11", neighborhood: "Atlantis") + Row("12", opened: "1969-12-30 00:00:00") + Row("13"));
        Assert.Equal((13, 2, 0, 11), ImportTown.Counts(result));
        Assert.Equal(
            [
                "line,reason,detail", "3,Unknown,class: Dragons", "4,InTheFuture,openedAt: 2012-02-01 00:00:00", "5,Ragged,3/16",
                "6,ClosedBeforeOpened,closedAt: 2011-07-01 00:00:00", "7,NotATime,openedAt: yesterday", "8,NotAPoint,lon: -71.0587 91", "9,Unknown,channel: Pigeon",
                "10,Missing,sourceId", "11,Unknown,unit: NASA", "12,Unknown,neighborhood: Atlantis", "13,TooOld,openedAt: 1969-12-30 00:00:00",
            ],
            File.ReadLines(result.RefusedFile!).Select(l => string.Join(',', l.Split(',').Take(3))));
        Assert.StartsWith(Path.Combine(_town.Folder, "imports", "requests.csv."), result.RefusedFile!, StringComparison.Ordinal);
        Assert.Contains("\"4,too,short\"", await File.ReadAllTextAsync(result.RefusedFile!, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_bytes_cost_one_row()
    {
        byte[] file = [.. Encoding.UTF8.GetBytes(Header + Row("1")), .. Encoding.UTF8.GetBytes(Row("2", title: "Caf\u00e9")).Where(b => b != 0xA9), .. Encoding.UTF8.GetBytes(Row("3"))];
        var result = await ImportAsync("requests.csv", file);
        Assert.Equal((3, 2, 0, 1), ImportTown.Counts(result));
        Assert.StartsWith("3,BrokenBytes", File.ReadLines(result.RefusedFile!).Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zip_with_one_file_and_lines_inside_quotes_are_read()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var entry = zip.CreateEntry("requests.csv").Open();
            await entry.WriteAsync(Encoding.UTF8.GetBytes(Header + Row("1", title: "\"Hole,\nwith a \"\"lake\"\"\"")), Cancel);
        }
        Assert.Null((await ImportAsync("requests.zip", bytes.ToArray())).RefusedFile);
        Assert.Equal("Hole,\nwith a \"lake\"", (await FindAsync("1")).Title);
    }

    [Fact]
    public async Task A_run_killed_half_way_leaves_whole_chunks_and_the_next_completes_it()
    {
        var rows = string.Concat(Enumerable.Range(1, 5_000).Select(n => Row(n.ToString(CultureInfo.InvariantCulture))));
        await Assert.ThrowsAsync<IOException>(() => ImportAsync(rows, _ => throw new IOException("the plug was pulled")));
        Assert.Equal(2_000, await CountAsync("cases"));
        Assert.Equal(2, await CountAsync("pg_indexes where indexname in ('search_grams', 'cases_tags')"));
        Assert.Equal((5_000, 3_000, 2_000, 0), ImportTown.Counts(await ImportAsync(rows)));
        Assert.Equal(["IOException", null], await QueryAsync<string?>("select error from imports order by rows_read"));
        await CleanAsync();
    }

    [Fact]
    public async Task A_request_told_twice_in_one_file_comes_in_once()
    {
        var rows = string.Concat(Enumerable.Range(1, 9_000).Select(n => Row((n % 2_500).ToString(CultureInfo.InvariantCulture))));
        Assert.Equal((9_000, 2_500, 6_500, 0), ImportTown.Counts(await ImportAsync(rows)));
    }

    [Fact]
    public async Task Indexes_that_a_killed_run_left_undone_are_built_at_the_next_start()
    {
        await QueryAsync<int>("drop index search_grams; drop index cases_tags");
        await ImportLock.RepairAsync(_source, Cancel);
        Assert.Equal(2, await CountAsync("pg_indexes where indexname in ('search_grams', 'cases_tags')"));
    }

    [Fact]
    public async Task Two_runs_of_one_file_at_once_bring_every_row_once()
    {
        var rows = string.Concat(Enumerable.Range(1, 3_000).Select(n => Row(n.ToString(CultureInfo.InvariantCulture))));
        var both = await Task.WhenAll(ImportAsync(rows), Task.Run(() => ImportAsync(rows), Cancel));
        Assert.Equal([(3_000, 0, 3_000, 0), (3_000, 3_000, 0, 0)], both.Select(ImportTown.Counts).Order());
        Assert.Equal(3_000, await CountAsync("cases"));
    }

    [Fact]
    public async Task History_is_quiet_and_open_cases_can_be_worked_on()
    {
        await ImportAsync(Row("closed", closed: "2011-08-02 10:00:00", target: "2011-08-03 10:00:00") + Row("open", target: "2011-08-03 10:00:00")
            + Row("open", title: "again") + Row("nowhere", lat: "42.3594", address: " "));
        var (closed, open, nowhere) = (await FindAsync("closed"), await FindAsync("open"), await FindAsync("nowhere"));
        Assert.Equal((CaseStatus.Closed, "closed", true, true), (closed.State, closed.Step, closed.OnTime(_town.Now), closed.Clocks.Count == 1));
        Assert.Equal((CaseStatus.Open, "handle", false, "PWDx"), (open.State, open.Step, open.OnTime(_town.Now), open.Unit));
        Assert.Equal((null, null, null), (nowhere.Lon, nowhere.Lat, nowhere.Address));
        Assert.Equal(["PWDx", "PWDx-HWY"], await QueryAsync<string>($"select unit from handlings where case_id = '{open.Id}' order by no"));
        Assert.Equal((0, 4), (await CountAsync("outbox"), await CountAsync("handlings")));
        await CleanAsync();
    }

    [Fact]
    public async Task A_precinct_of_another_ward_brings_both_as_written()
    {
        await ImportAsync(Row("1", ward: "Ward 18", precinct: "0101") + Row("2", ward: " ", precinct: "0101") + Row("3", ward: " ", neighborhood: " "));
        Assert.Equal(["dorchester", "boston", "0101", "ward-18"], (await FindAsync("1")).Areas);
        Assert.Equal(["dorchester", "boston", "0101", "ward-1"], (await FindAsync("2")).Areas);
        Assert.Equal(["boston"], (await FindAsync("3")).Areas);
    }

    [Fact]
    public async Task A_month_that_has_events_in_the_default_partition_is_left_there()
    {
        await QueryAsync<int>("insert into events (stream_id, seq, act_id, recorded_at, payload, hash) values ('01318fc9-0000-7000-8000-000000000000', 1, gen_random_uuid(), now(), '', '')");
        Assert.Equal((1, 1, 0, 0), ImportTown.Counts(await ImportAsync(Row("1"))));
    }

    [Fact]
    public async Task A_file_without_a_column_of_the_mapping_is_refused_by_name()
    {
        var path = Path.Combine(_town.Folder, "other.csv");
        await File.WriteAllTextAsync(path, Header.Replace("open_dt", "opened", StringComparison.Ordinal), Cancel);
        var (mapping, _) = await MappingsInForce.FindAsync(_town.Node, "boston311", Cancel);
        Assert.Equal("Missing: open_dt", (await ImportCases.RunAsync(_town.Node, mapping!, path, "test", _ => { }, () => { }, Cancel)).Refusal);
    }

    [Fact]
    public void A_mapping_tells_all_its_faults()
    {
        var (mapping, faults) = ImportMapping.Read("imports/x.json", """
            { "format": 2, "code": "y", "colour": 1,
              "time": { "zone": "Mars/Olympus", "format": "O", "ambiguous": "last", "missing": "forward" },
              "file": { "delimiter": "::", "encoding": "ebcdic" }, "steps": { "open": "nowhere", "closed": "closed" },
              "case": { "sourceId": { "column": "id" }, "size": { "column": "s" }, "channel": { "column": "c", "values": { "P*": "pigeon" } } } }
            """, _town.Node.City.Now);
        Assert.Null(mapping);
        Assert.Equal(
            ["1", "2", "::", "Mars/Olympus", "ebcdic", "last", "nowhere", "pigeon", "y", "{...}", "{...}", "{...}", "{...}"],
            faults.Select(f => f.Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Case Closed*Duplicate *", "Case Closed. 2017 Duplicate of 5", true)]
    [InlineData("Case Closed*Duplicate *", "Case Closed Duplicate", false)]
    [InlineData("*a*a", "a", false)]
    [InlineData("*a*a", "aa", true)]
    [InlineData("a*", "a", true)]
    [InlineData("*", "", true)]
    public void A_star_stands_for_any_text(string pattern, string value, bool fits) => Assert.Equal(fits, new WordPattern(pattern).Fits(value));

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    private static string Row(string id, string opened = "2011-08-01 10:00:00", string target = "", string closed = "", string title = "Pothole", string type = "Request for Pothole Repair",
        string department = "PWDx", string address = "1 City Hall Plz", string neighborhood = "Dorchester", string ward = "Ward 13", string precinct = " ", string lat = "42.3", string source = "Twitter") =>
        $"{id},{opened},{target},{closed},Case Closed Case Resolved filled,{title},{type},PWDx_Requests for Pothole Repair,{department},{address},{neighborhood},{ward},{precinct},{lat},-71.0587,{source}\n";

    private Task<ImportResult> ImportAsync(string rows, Action<ImportProgress>? tell = null) => ImportAsync("requests.csv", Encoding.UTF8.GetBytes(Header + rows), tell);

    private async Task<ImportResult> ImportAsync(string name, byte[] file, Action<ImportProgress>? tell = null)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_town.Folder, Guid.NewGuid().ToString("N"))).FullName, name);
        await File.WriteAllBytesAsync(path, file, Cancel);
        return await _town.ImportAsync("boston311", path, tell);
    }

    private async Task<CaseView> FindAsync(string sourceId)
    {
        var scope = Scope.Of(_town.Node.City.Now.Of(new Core.PersonId("supervisor"), _town.Now), _town.Node.City.Now);
        var (page, _) = await _town.Node.Reader.ListAsync(CaseQuery.All with { Source = "boston311", SourceId = sourceId }, scope, Cancel);
        return Assert.Single(page!.Items);
    }

    private async Task CleanAsync()
    {
        var verdict = await VerifyLedger.RunAsync(_town.Node, full: true, _ => { }, Cancel);
        Assert.True(verdict.IsClean, string.Join('\n', verdict.Findings.Counts));
        Assert.Equal(0, verdict.Unanchored);
    }

    private async Task<int> CountAsync(string from) => Assert.Single(await QueryAsync<int>("select count(*)::int from " + from));

    private async Task<List<T>> QueryAsync<T>(string sql)
    {
        await using var connection = await _source.OpenConnectionAsync(Cancel);
        return [.. await connection.QueryAsync<T>(sql)];
    }
}

using Liandong.Core;
using Liandong.Tests.Postgres;
using Liandong.Work;
using Liandong.Work.Cities;
using Npgsql;
using Xunit;

namespace Liandong.Tests.Cities;

/// <summary>Two administrators at the city's files: what each means is written, nothing else, and nothing of the other is lost.</summary>
public sealed class ChangeCityTests : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly CityFiles s_first = CityTemplate.Make("springfield");
    private static readonly PersonId s_dan = new("administrator");
    private static readonly PersonId s_cora = new("supervisor");
    private readonly NpgsqlDataSource _source;
    private readonly string _folder = Directory.CreateTempSubdirectory("liandong-test-").FullName;
    private Node _node = null!;

    public ChangeCityTests(TestDatabase database) => _source = database.Source;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // Whatever a test before left: every one begins with the city as it was.
        await ApplyCity.RunAsync(_source, s_first, TimeProvider.System, Cancel);
        _node = await Node.OpenAsync(_source, _folder, TimeProvider.System, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_limit_is_changed_in_its_row_and_every_other_byte_stays()
    {
        var shown = await ChangeCity.RunAsync(_node, Limit("pothole.other", "10 working-day"), Cancel, dry: true);
        Assert.Null(shown.Version);
        Assert.Equal([new CityChange("catalogue.csv", "pothole.other", "limit", "5 working-day", "10 working-day")], shown.Changes);
        Assert.Equal(s_first.Hash, (await InForceAsync()).Hash);

        var done = await ChangeCity.RunAsync(_node, Limit("pothole.other", "10 working-day"), Cancel);

        Assert.False(done.IsRefused);
        Assert.Equal(s_first.Files["catalogue.csv"].Replace("5 working-day", "10 working-day", StringComparison.Ordinal), (await InForceAsync()).Files["catalogue.csv"]);
        Assert.Equal("10 working-day", _node.City.Now.Catalogue.Find(new ClassCode("pothole"))!.Standards[1].Limit!.ToString());
        var version = await CityVersions.OneAsync(_source, done.Version!.Value, Cancel);
        Assert.Equal(("administrator", "The council decided so", true, 1), (version!.Principal, version.Reason, version.OnScreen, version.Changes));
    }

    [Fact]
    public async Task A_fault_refuses_the_whole_in_the_words_of_the_check_and_changes_nothing()
    {
        var wish = Wish(s_dan, new RowEdit("catalogue.csv", ["pothole.other"], Row(("limit", "soon"))), new RowEdit("units.csv", ["works"], Row(("name_en", "Public Works"))));

        var refused = await ChangeCity.RunAsync(_node, wish, Cancel);

        var text = s_first.Files["catalogue.csv"].Replace("5 working-day", "soon", StringComparison.Ordinal);
        Assert.Equal(CityFolder.Check(With("catalogue.csv", text)).Faults, refused.Faults);
        Assert.Equal(("catalogue.csv", 4, "soon"), (refused.Faults[0].File, refused.Faults[0].Line, refused.Faults[0].Value));
        Assert.Equal(s_first.Hash, (await InForceAsync()).Hash);
    }

    [Fact]
    public async Task Two_rows_changed_at_once_both_stay_though_both_looked_at_the_same_version()
    {
        var both = await Task.WhenAll(ChangeCity.RunAsync(_node, Limit("pothole.other", "10 working-day"), Cancel), ChangeCity.RunAsync(_node, Limit("street-light.any", "2 working-day", s_cora), Cancel));

        Assert.All(both, b => Assert.False(b.IsRefused));
        Assert.Equal(1, Math.Abs(both[0].Version!.Value - both[1].Version!.Value));
        var text = (await InForceAsync()).Files["catalogue.csv"];
        Assert.Contains("10 working-day", text, StringComparison.Ordinal);
        Assert.Contains("2 working-day", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_somebody_changed_meanwhile_is_not_written_over_and_it_is_said_who_did_what()
    {
        await ChangeCity.RunAsync(_node, Limit("pothole.other", "10 working-day", s_cora), Cancel);

        var late = await ChangeCity.RunAsync(_node, Limit("pothole.other", "7 working-day"), Cancel);

        var conflict = Assert.Single(late.Conflicts);
        Assert.Equal(("catalogue.csv", "pothole.other", "supervisor"), (conflict.File, conflict.Code, conflict.By!.Principal));
        Assert.Equal([new CityChange("catalogue.csv", "pothole.other", "limit", "5 working-day", "10 working-day")], conflict.Changes);
        Assert.Null(late.Version);
        Assert.DoesNotContain("7 working-day", (await InForceAsync()).Files["catalogue.csv"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_file_is_refused_when_it_is_another_by_now()
    {
        await ChangeCity.RunAsync(_node, Limit("pothole.other", "10 working-day", s_cora), Cancel);
        var catalogue = s_first.Files["catalogue.csv"].Replace("3 working-day", "4 working-day", StringComparison.Ordinal);

        var conflict = Assert.Single((await ChangeCity.RunAsync(_node, Wish(s_dan, new WholeFile("catalogue.csv", catalogue)), Cancel)).Conflicts);
        var other = await ChangeCity.RunAsync(_node, Wish(s_dan, new WholeFile("units.csv", s_first.Files["units.csv"].Replace("Works West", "Works Far West", StringComparison.Ordinal))), Cancel);

        Assert.Equal(("catalogue.csv", "", "supervisor"), (conflict.File, conflict.Code, conflict.By!.Principal));
        Assert.Equal("units.csv", Assert.Single(other.Changes).File);
        Assert.False(other.IsRefused);
    }

    [Fact]
    public async Task The_same_form_twice_makes_one_version_even_at_the_same_moment()
    {
        var wish = Limit("pothole.other", "10 working-day");
        var before = (await CityVersions.ListAsync(_source, 1, Cancel))[0].No;

        var twice = await Task.WhenAll(ChangeCity.RunAsync(_node, wish, Cancel), ChangeCity.RunAsync(_node, wish, Cancel));
        var again = await ChangeCity.RunAsync(_node, wish, Cancel);

        Assert.Equal([before + 1], twice.Append(again).Select(d => d.Version!.Value).Distinct());
        Assert.True(again.Repeated);
        Assert.Equal(before + 1, (await CityVersions.ListAsync(_source, 1, Cancel))[0].No);
    }

    [Fact]
    public async Task What_is_of_the_class_is_changed_in_all_its_rows_and_a_new_standard_stands_beside_them()
    {
        var named = await ChangeCity.RunAsync(_node, Wish(s_dan, new RowEdit("catalogue.csv", ["pothole.other"], Row(("name_en", "Hole, deep or not")))), Cancel);
        Assert.Equal(["pothole.danger", "pothole.other"], named.Changes.Select(c => c.Code));

        var row = CsvRows.Read((await InForceAsync()).Files["catalogue.csv"]).Find(["standard"], ["pothole.other"])!.Cells.ToDictionary();
        row["standard"] = "pothole.winter";
        var added = await ChangeCity.RunAsync(_node, Wish(s_dan, await HashAsync(), new NewRow("catalogue.csv", row)), Cancel);

        Assert.Empty(added.Faults);
        Assert.Equal(3, _node.City.Now.Catalogue.Find(new ClassCode("pothole"))!.Standards.Count);
    }

    [Fact]
    public async Task Rows_come_and_go_and_what_is_no_table_or_no_row_is_told()
    {
        var notice = Row(("code", "N-1"), ("from", "2026-01-01"), ("owner", "works"), ("title_en", "Frost"), ("title_zh", "霜冻"), ("answer_en", "Drive slowly."), ("answer_zh", "请慢行。"));
        Assert.Empty((await ChangeCity.RunAsync(_node, Wish(s_dan, new NewRow("notices.csv", notice)), Cancel)).Faults);
        Assert.Equal("N-1", Assert.Single(_node.City.Now.Notices).Code);
        Assert.Empty((await ChangeCity.RunAsync(_node, Wish(s_dan, await HashAsync(), new RowGone("notices.csv", ["N-1"])), Cancel)).Faults);
        Assert.Equal(s_first.Files["notices.csv"], (await InForceAsync()).Files["notices.csv"]);

        foreach (var (edit, file, value) in new (CityEdit, string, string)[]
        {
            (new RowEdit("units.csv", ["nowhere"], Row(("name_en", "x"))), "units.csv", "nowhere"), (new RowEdit("units.csv", ["works"], Row(("colour", "x"))), "units.csv", "colour"),
            (new RowGone("city.json", ["x"]), "city.json", "city.json"), (new RowEdit("units.csv", ["works"], Row(("name_en", "a\0b"))), "units.csv", ""),
            (new WholeFile("texts/en.json", "{\"x\": \"\ud800\"}"), "texts/en.json", ""),
        })
        {
            var fault = Assert.Single((await ChangeCity.RunAsync(_node, Wish(s_dan, await HashAsync(), edit), Cancel)).Faults);
            Assert.Equal((file, value), (fault.File, fault.Value));
        }
    }

    private static CityWish Limit(string standard, string limit, PersonId? person = null) => Wish(person ?? s_dan, new RowEdit("catalogue.csv", [standard], Row(("limit", limit))));

    private static CityWish Wish(PersonId person, params CityEdit[] edits) => Wish(person, s_first.Hash, edits);

    private static CityWish Wish(PersonId person, string madeFrom, params CityEdit[] edits) => new(person, "The council decided so", Guid.NewGuid(), madeFrom, edits);

    private static Dictionary<string, string> Row(params (string Column, string Value)[] values) => values.ToDictionary(v => v.Column, v => v.Value);

    private static CityFiles With(string file, string text) => new(s_first.Files.ToDictionary(f => f.Key, f => f.Key == file ? text : f.Value, StringComparer.Ordinal));

    private async Task<CityFiles> InForceAsync() => (await CityVersions.FilesAsync(_source, null, Cancel))!;

    private async Task<string> HashAsync() => (await InForceAsync()).Hash;
}

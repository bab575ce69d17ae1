using System.Net;
using System.Text;
using AngleSharp.Dom;
using Liandong.Tests.Api;
using Liandong.Work.Cities;
using Liandong.Work.Sheets;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>The administrator's desk for the city's files: shown first, refused in the check's own words, put in force with a reason.</summary>
public sealed class AdminCityTests(AdminHost host) : IClassFixture<AdminHost>
{
    private const string Graffiti = "/admin/city/row/catalogue.csv?key=graffiti-removal.ordinary";
    private const string Other = "/admin/city/row/catalogue.csv?key=street-light-outage.ordinary";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_of_the_three_administrators_sees_what_is_his_and_one_of_them_changes_it()
    {
        using var system = await Visitor.InAsync(host, "administrator");
        using var security = await Visitor.InAsync(host, "311-security-administrator");
        using var audit = await Visitor.InAsync(host, "311-audit-administrator");
        using var clerk = await Visitor.InAsync(host, "clerk");

        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.GetAsync("/admin")).Status);
        Assert.DoesNotContain("/admin/city", (await security.GetAsync("/admin")).Page.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")));
        Assert.Equal(HttpStatusCode.Forbidden, (await security.GetAsync("/admin/city/units.csv")).Status);
        Assert.Equal(HttpStatusCode.OK, (await security.GetAsync("/admin/city/versions")).Status);
        var read = await audit.GetAsync(Graffiti);
        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.Empty(read.Page.QuerySelectorAll("main button"));
        Assert.Equal(HttpStatusCode.Forbidden, (await audit.SendAsync((await system.GetAsync(Graffiti)).Form("main form"), ("v.limit", "1 working-day"))).Status);
        Assert.Contains("/admin/city", (await system.GetAsync("/admin")).Page.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task A_limit_is_refused_in_the_words_of_the_check_then_shown_then_put_in_force_with_a_reason()
    {
        using var visitor = await Visitor.InAsync(host, "administrator");
        var wrong = await visitor.SendAsync((await visitor.GetAsync(Graffiti)).Form("main form"), ("v.limit", "soon"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("soon", wrong.Text("#f-v-limit-e"), StringComparison.Ordinal);
        Assert.Equal("soon", wrong.Page.QuerySelector("#f-v-limit")!.GetAttribute("value"));

        var shown = await visitor.SendAsync(wrong.Form("main form"), ("v.limit", "44 working-day"));
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        Assert.Equal(("45 working-day", "44 working-day"), (shown.Text(".changes del"), shown.Text(".changes ins")));
        var silent = await visitor.SendAsync(shown.Form("main form"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.Status);
        var other = await visitor.SendAsync(shown.Form("main form"), ("v.limit", "43 working-day"), ("reason", "The council decided so"));
        Assert.Equal("43 working-day", other.Text(".changes ins"));
        Assert.Equal("/admin/city/row/catalogue.csv", other.At.AbsolutePath);

        var saved = await visitor.SendAsync(other.Form("main form"));
        Assert.Equal("/admin/city/catalogue.csv", saved.At.AbsolutePath);
        var again = await visitor.SendAsync(other.Form("main form"));
        Assert.Equal(saved.At.Query, again.At.Query);
        var version = (await CityVersions.ListAsync(host.Node.Source, 1, Cancel))[0];
        Assert.Equal(("administrator", "The council decided so", 1), (version.Principal, version.Reason, version.Changes));
        Assert.Contains("43 working-day", (await visitor.GetAsync(Graffiti)).Page.QuerySelector("#f-v-limit")!.GetAttribute("value"), StringComparison.Ordinal);
        Assert.Contains("The council decided so", (await visitor.GetAsync("/admin/city/versions")).Words, StringComparison.Ordinal);
        Assert.Contains("43 working-day", (await visitor.GetAsync($"/admin/city/versions/{version.No}")).Words, StringComparison.Ordinal);
        Assert.Contains("43 working-day", (await visitor.GetAsync($"/admin/city/versions/{version.No}?with=1")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_comes_second_to_a_row_hears_who_was_first_and_what_he_did()
    {
        using var one = await Visitor.InAsync(host, "administrator", "zh");
        var late = await one.GetAsync(Other);
        await PutAsync(one, Other, ("v.limit", "9 working-day"));

        var conflict = await one.SendAsync(late.Form("main form"), ("v.limit", "8 working-day"));

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("9 working-day", conflict.Text(".changes ins"), StringComparison.Ordinal);
        Assert.Contains("Tried", conflict.Text("main [role=alert]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_table_comes_page_by_page_and_is_searched()
    {
        using var visitor = await Visitor.InAsync(host, "administrator");
        var first = await visitor.GetAsync("/admin/city/catalogue.csv");
        Assert.Equal(50, first.Page.QuerySelectorAll("tbody tr").Length);
        var next = await visitor.GetAsync(first.Page.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.NotEqual(first.Text("tbody a"), next.Text("tbody a"));
        Assert.All((await visitor.GetAsync("/admin/city/catalogue.csv?q=涂鸦")).Page.QuerySelectorAll("tbody tr"), r => Assert.Contains("graffiti", r.TextContent, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/admin/city/row/catalogue.csv?key=nothing")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/admin/city/row/city.json?key=x")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/admin/city/versions/999")).Status);
    }

    [Fact]
    public async Task Both_languages_of_the_texts_are_changed_together_and_one_alone_is_refused()
    {
        using var visitor = await Visitor.InAsync(host, "administrator");
        var form = (await visitor.GetAsync("/admin/city/text/texts/zh.json")).Form("main form");
        var files = (await CityVersions.FilesAsync(host.Node.Source, null, Cancel))!.Files;
        var (zh, en) = (files["texts/zh.json"], files["texts/en.json"]);
        var alone = await visitor.SendAsync(form, ("v.texts/zh.json", zh.Replace("{\n", "{\n  \"own.word\": \"词\",\n", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, alone.Status);
        Assert.Contains("own.word", alone.Text(".faults"), StringComparison.Ordinal);

        var both = await visitor.SendAsync(alone.Form("main form"), ("v.texts/en.json", en.Replace("{\n", "{\n  \"own.word\": \"Word\",\n", StringComparison.Ordinal)));
        Assert.Equal(2, both.Page.QuerySelectorAll(".changes li").Length);
        await visitor.SendAsync(both.Form("main form"), ("reason", "A word of our own"));

        Assert.Equal("Word", host.Node.City.Now.Texts["own.word"].En);
    }

    [Fact]
    public async Task A_table_goes_out_as_a_workbook_and_what_was_changed_in_it_comes_in_again_row_by_row()
    {
        using var visitor = await Visitor.InAsync(host, "administrator");
        var before = (await CityVersions.FilesAsync(host.Node.Source, null, Cancel))!.Files["units.csv"];
        var sheet = SheetReader.Read(new MemoryStream(await (await visitor.GetAsync("/admin/city/out/units.csv?as=xlsx")).Http.Content.ReadAsByteArrayAsync(Cancel)))!;
        var name = sheet[0].ToList().IndexOf("name_en");
        var rows = sheet.Select((r, i) => (IReadOnlyList<SheetCell>)[.. r.Select((c, j) => SheetCell.Of(i == 3 && j == name ? "Renamed, by workbook" : c))]).ToList();
        var book = new MemoryStream();
        await SheetBook.WriteAsync(book, [new Sheet("units", [.. sheet[0].Select(c => new SheetColumn(c, 10))], rows.Skip(1).ToAsyncEnumerable())], Cancel);

        var shown = await visitor.SendAsync((await visitor.GetAsync("/admin/city/text/units.csv")).Form("main form"), [("upload", book.ToArray())]);
        Assert.Equal("Renamed, by workbook", shown.Text(".changes ins"));
        await visitor.SendAsync(shown.Form("main form"), ("reason", "By workbook"));

        var after = (await CityVersions.FilesAsync(host.Node.Source, null, Cancel))!.Files["units.csv"];
        Assert.Equal(before.Split('\n').Length, after.Split('\n').Length);
        Assert.Equal(1, before.Split('\n').Zip(after.Split('\n')).Count(l => l.First != l.Second));
        var broken = await visitor.SendAsync((await visitor.GetAsync("/admin/city/text/units.csv")).Form("main form"), [("upload", Encoding.ASCII.GetBytes("PK but no zip"))]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, broken.Status);
    }

    [Fact]
    public async Task Of_his_own_rows_an_administrator_decides_nothing_by_no_form_and_of_another_mans_he_does()
    {
        using var visitor = await Visitor.InAsync(host, "administrator");
        const string Own = "/admin/city/row/people.csv?key=administrator&key=311.administrator";
        var refused = await visitor.SendAsync((await visitor.GetAsync(Own)).Form("main form"), ("v.rank", "B"), ("reason", "For myself"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("another administrator changes your rows", refused.Words, StringComparison.Ordinal);
        var file = (await CityVersions.FilesAsync(host.Node.Source, null, Cancel))!.Files["people.csv"];
        var whole = await visitor.SendAsync((await visitor.GetAsync("/admin/city/text/people.csv")).Form("main form"), [("upload", Encoding.UTF8.GetBytes(file + "administrator,Imogen Quillfeather,伊莫金·奎尔费瑟,311.supervisor,B,2011-01-01,,yes,,\n"))]);
        Assert.Contains("another administrator changes your rows", whole.Words, StringComparison.Ordinal);
        Assert.Equal(file, (await CityVersions.FilesAsync(host.Node.Source, null, Cancel))!.Files["people.csv"]);
        var other = file.Split('\n').Select(l => l.Split(',')).First(c => c.Length > 4 && c[0] == "clerk");
        var shown = await visitor.SendAsync((await visitor.GetAsync($"/admin/city/row/people.csv?key=clerk&key={other[3]}")).Form("main form"), ("v.leave_from", "2012-01-02"), ("v.leave_to", "2012-01-06"));
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        Assert.NotEmpty(shown.Page.QuerySelectorAll(".changes ins"));
    }

    [Fact]
    public async Task A_start_of_the_host_keeps_what_was_changed_on_screen_and_says_so()
    {
        using var visitor = await Visitor.InAsync(host, "administrator");
        await PutAsync(visitor, Other, ("v.limit", "12 working-day"));
        var inForce = host.Node.City.Now.Hash;
        using var said = new StringWriter();
        var clone = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(clone, "Liandong.slnx")))
        {
            clone = Path.GetDirectoryName(clone)!;
        }
        Assert.True(await Web.Hosting.ServeCommand.ApplyAsync(host.Node, Path.Combine(clone, "cities", "boston"), said));

        Assert.Contains("was made on screen and stays in force", said.ToString(), StringComparison.Ordinal);
        Assert.Equal(inForce, host.Node.City.Now.Hash);
        Assert.Equal("12 working-day", host.Node.City.Now.Catalogue.Find(new Core.ClassCode("street-light-outage"))!.Standards[0].Limit!.ToString());
    }

    private static async Task PutAsync(Visitor visitor, string path, params (string Name, string Value)[] values)
    {
        var shown = await visitor.SendAsync((await visitor.GetAsync(path)).Form("main form"), values);
        var saved = await visitor.SendAsync(shown.Form("main form"), ("reason", "Tried"));
        Assert.Contains("done=", saved.At.Query, StringComparison.Ordinal);
    }
}

/// <summary>Boston, where all three administrators have a button at the door.</summary>
public sealed class AdminHost(Postgres.TestServer server) : ApiHost(server)
{
    protected override CityFiles Files => new(base.Files.Files.ToDictionary(f => f.Key, f => f.Key == "people.csv" ? string.Join('\n', f.Value.Split('\n').Select(l =>
        l.StartsWith("311-security-administrator,", StringComparison.Ordinal) || l.StartsWith("311-audit-administrator,", StringComparison.Ordinal) ? l.Replace(",no,", ",yes,", StringComparison.Ordinal) : l)) : f.Value, StringComparer.Ordinal));
}

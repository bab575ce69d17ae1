using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Xml.Linq;
using Liandong.Tests.Api;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>A list taken along as a workbook.</summary>
public sealed class ExportTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly XNamespace s_main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    [Theory]
    [InlineData("en", "Number", "Cases", "About")]
    [InlineData("zh", "流水号", "案件", "说明")]
    public async Task The_list_of_an_address_comes_as_a_workbook_in_the_readers_language(string language, string number, string cases, string about)
    {
        var hole = await RegisterAsync("pothole", "Deep hole");
        var lamp = await RegisterAsync("street-light-outage", "Dark lamp");
        using var supervisor = await Visitor.InAsync(host, "supervisor", language);

        var book = await BookAsync(await supervisor.GetAsync("/cases/export?view=open&class=pothole&columns=number.title.opened.round"));

        Assert.Equal([cases, about], book.Names);
        Assert.Equal(number, book.Sheets[0][0][0]);
        Assert.Contains(hole, book.Sheets[0].Select(r => r[0]));
        Assert.DoesNotContain(lamp, book.Sheets[0].Select(r => r[0]));
        var row = book.Sheets[0].Single(r => r[0] == hole);
        Assert.Equal("1", row[3]);
        // A day is a number of days, on the clock of the city's walls.
        var opened = DateTime.FromOADate(double.Parse(row[1], CultureInfo.InvariantCulture));
        Assert.Equal(host.Node.City.Now.Zone.GetUtcOffset(host.Node.Clock.GetUtcNow()), Rounded(opened - host.Node.Clock.GetUtcNow().UtcDateTime));
        Assert.Contains(book.Sheets[1], r => r[1].Contains("pothole", StringComparison.OrdinalIgnoreCase) || r[1].Contains("坑", StringComparison.Ordinal));
        Assert.DoesNotContain(book.Sheets[1], r => r[1].Contains("Mary", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+44 20")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    public async Task No_words_become_a_formula(string title)
    {
        var number = await RegisterAsync("pothole", title + " hole");
        using var supervisor = await Visitor.InAsync(host, "supervisor");

        var book = await BookAsync(await supervisor.GetAsync("/cases/export?q=" + number + "&columns=number.title"));

        var cell = book.Parts[0].Descendants(s_main + "c").Single(c => c.Value.StartsWith(title, StringComparison.Ordinal));
        Assert.Equal("inlineStr", cell.Attribute("t")!.Value);
        var style = book.Styles.Root!.Element(s_main + "cellXfs")!.Elements().ElementAt(int.Parse(cell.Attribute("s")!.Value, CultureInfo.InvariantCulture));
        Assert.Equal("1", style.Attribute("quotePrefix")!.Value);
        Assert.Empty(book.Parts[0].Descendants(s_main + "f"));
    }

    [Fact]
    public async Task With_callers_it_is_marked_and_each_case_is_told()
    {
        var number = await RegisterAsync("tree-emergency", "Leaning, says Mary Quiller");
        using var supervisor = await Visitor.InAsync(host, "supervisor");
        var queue = await supervisor.GetAsync("/cases?view=open&class=tree-emergency");

        var without = await BookAsync(await supervisor.SendAsync(queue.Form("form[data-download]"), ("column", "number"), ("column", "title")));
        Assert.DoesNotContain(without.Sheets[0], r => r.Any(c => c.Contains("Quiller", StringComparison.Ordinal)));

        var refused = await supervisor.SendAsync(queue.Form("form[data-download]"), ("persons", "true"), ("reason", "x"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotNull(refused.Page.QuerySelector(".refusal"));

        var book = await BookAsync(await supervisor.SendAsync(queue.Form("form[data-download]"), ("persons", "true"), ("reason", "Visit all who waited"), ("column", "number"), ("column", "title")));
        Assert.Contains("Visit all who waited", book.Sheets[0][0][0], StringComparison.Ordinal);
        Assert.Contains("Visit all who waited", book.Parts[0].Descendants(s_main + "oddHeader").Single().Value, StringComparison.Ordinal);
        Assert.Contains(book.Sheets[0], r => r[0] == number && r.Contains("Mary Quiller") && r.Contains("617-555-0142"));
        Assert.Contains("Visit all who waited", (await supervisor.GetAsync("/cases/" + number)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_ask_who_called_is_not_offered_it_and_gets_none()
    {
        await RegisterAsync("pothole", "Deep hole");
        using var administrator = await Visitor.InAsync(host, "administrator");
        var queue = await administrator.GetAsync("/cases");
        var form = queue.Form("form[data-download]");
        Assert.Null(form.QuerySelector("[name=persons]"));

        Assert.Equal(HttpStatusCode.Forbidden, (await administrator.SendAsync(form, ("persons", "true"), ("reason", "Curious about them"))).Status);
    }

    private static TimeSpan Rounded(TimeSpan span) => TimeSpan.FromHours(Math.Round(span.TotalHours));

    private async Task<string> RegisterAsync(string @class, string title)
    {
        var reply = await host.As("calltaker").PostAsync("cases", new { @class, title, reporter = new { name = "Mary Quiller", phone = "617-555-0142" } });
        Assert.True(reply.Status == HttpStatusCode.Created, reply.ToString());
        return reply["number"].GetString()!;
    }

    private static async Task<Book> BookAsync(Visit visit)
    {
        Assert.Equal(HttpStatusCode.OK, visit.Status);
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", visit.Http.Content.Headers.ContentType!.MediaType);
        using var zip = new ZipArchive(new MemoryStream(await visit.Http.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        XDocument Part(string path)
        {
            using var stream = zip.GetEntry(path)!.Open();
            return XDocument.Load(stream);
        }
        var names = Part("xl/workbook.xml").Descendants(s_main + "sheet").Select(s => s.Attribute("name")!.Value).ToList();
        List<XDocument> parts = [Part("xl/worksheets/sheet1.xml"), Part("xl/worksheets/sheet2.xml")];
        return new Book(names, parts, [.. parts.Select(p => p.Descendants(s_main + "row").Select(r => r.Elements(s_main + "c").Select(c => c.Value).ToList()).ToList())], Part("xl/styles.xml"));
    }

    private sealed record Book(List<string> Names, List<XDocument> Parts, List<List<List<string>>> Sheets, XDocument Styles);
}

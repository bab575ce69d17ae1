using System.Net;
using Liandong.Tests.Api;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>A work order on paper: all that a crew needs, and nobody who called.</summary>
public sealed class PrintTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("en", "Mary Quiller", "617-555-0142", "Mary Quiller (617 555 0142) says the hole is deep. Mary waits; ring 555.0142, or ６１７５５５０１４２ at night.")]
    [InlineData("zh", "王秀英", "13800138000", "王秀英来电，电话138 0013 8000，秀英说坑很深，夜间打＋86-138-0013-8000。")]
    [InlineData("en", "Ann", "617.555.0199", "ann lives above; call Ann on (617)555-0199.")]
    public async Task No_caller_stands_on_it_not_even_where_somebody_typed_one(string language, string name, string phone, string told)
    {
        var number = await RegisterAsync(new
        {
            @class = "pothole", title = $"Deep hole, {name}", description = told, place = new { address = $"41 Mt Vernon St, bell {name}" }, area = "beacon-hill",
            reporter = new { name, phone }, urgency = "urgent",
        });
        var joined = await host.As("calltaker").PostAsync($"cases/{number}/acts", new
        {
            act = "join-appeal", fields = new { channel = "call", words = $"Horace Second, 857-555-0123, lives next to {name}", callerName = "Horace Second", callerPhone = "857-555-0123", wantsAnswer = true },
        });
        Assert.True(joined.Status == HttpStatusCode.OK, joined.ToString());
        using var clerk = await Visitor.InAsync(host, "dispatcher", language);

        var sheet = await clerk.GetAsync($"/cases/{number}/print");

        var source = sheet.Page.Source.Text;
        var digits = string.Concat(source.Where(char.IsDigit).Select(d => (char)('0' + char.GetNumericValue(d))));
        foreach (var trap in name.Split(' ').Append("Horace").Append(name).Concat(name is "王秀英" ? ["秀英"] : []))
        {
            Assert.DoesNotMatch(trap.All(char.IsAscii) ? $"(?i)\\b{trap}\\b" : trap, source);
        }
        Assert.DoesNotContain("5550123", digits, StringComparison.Ordinal);
        Assert.Contains("lives next to", sheet.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(string.Concat(phone.Where(char.IsDigit))[^7..], digits, StringComparison.Ordinal);
        Assert.Contains(language is "zh" ? "［来电人］" : "[caller]", sheet.Words, StringComparison.Ordinal);
        Assert.Contains("41 Mt Vernon St", sheet.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_a_crew_needs_is_on_it()
    {
        var number = await RegisterAsync(new { @class = "pothole", title = "Deep hole", description = "Before the gate.", place = new { lon = -71.0709, lat = 42.3588, address = "41 Mt Vernon St" }, area = "beacon-hill" });
        await host.As("dispatcher").PostAsync($"cases/{number}/acts", new { act = "dispatch", version = 1, fields = new { unit = "PWDx-1B", co = new[] { "PARK" } } });
        using var clerk = await Visitor.InAsync(host, "clerk");

        var sheet = await clerk.GetAsync($"/cases/{number}/print");

        Assert.Equal(number, sheet.Page.QuerySelector(".paper-no")!.TextContent.Trim());
        foreach (var words in new[] { "Request for Pothole Repair: Deep hole", "41 Mt Vernon St", "Beacon Hill", "Before the gate.", "2 working days", "Closing conditions", "Lead", "Co-handler", "Accepted", "Checked" })
        {
            Assert.Contains(words, sheet.Words, StringComparison.Ordinal);
        }
        Assert.Equal($"/cases/{number}/print", (await clerk.GetAsync("/cases/" + number)).Page.QuerySelector("a[href$='/print']")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Who_may_not_see_a_case_gets_no_paper_of_it()
    {
        var (plain, secret) = (await RegisterAsync(new { @class = "pothole" }), await RegisterAsync(new { @class = "pothole", fields = new { secrecy = 2 } }));
        using var administrator = await Visitor.InAsync(host, "administrator");
        using var dispatcher = await Visitor.InAsync(host, "dispatcher");
        using var clerk = await Visitor.InAsync(host, "clerk");

        Assert.Equal(HttpStatusCode.OK, (await dispatcher.GetAsync($"/cases/{secret}/print")).Status);
        Assert.Equal(HttpStatusCode.OK, (await administrator.GetAsync($"/cases/{plain}/print")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.GetAsync($"/cases/{secret}/print")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync($"/cases/{plain}/print")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await dispatcher.GetAsync("/cases/201111070009990/print")).Status);
    }

    [Fact]
    public async Task Many_are_printed_at_once_each_with_its_code_and_the_leaders_box()
    {
        var numbers = new List<string>();
        for (var i = 0; i < 22; i++)
        {
            numbers.Add(await RegisterAsync(new { @class = "graffiti-removal", title = $"Wall {i}", reporter = new { name = "Mary Quiller", phone = "617-555-0142" } }));
        }
        using var dispatcher = await Visitor.InAsync(host, "dispatcher");
        var queue = await dispatcher.GetAsync("/cases?view=open&class=graffiti-removal");

        var page = await dispatcher.SendAsync(Printing(queue.Form("form.bulk")), [.. numbers.Select(n => ("cases", n + ".1"))]);

        Assert.Equal("/cases/print", page.At.AbsolutePath);
        Assert.Equal(20, page.Page.QuerySelectorAll("article.paper").Length);
        Assert.Equal(20, page.Page.QuerySelectorAll("article.paper svg.qr path").Length);
        Assert.Equal(20, page.Page.QuerySelectorAll("article.paper .paper-leader").Length);
        Assert.Contains("2", page.Text(".note-ink"), StringComparison.Ordinal);
        Assert.DoesNotContain("Quiller", page.Page.Source.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Callers_are_printed_for_a_reason_only_and_never_those_who_asked_for_secrecy()
    {
        var open = await RegisterAsync(new { @class = "pothole", title = "Open", reporter = new { name = "Mary Quiller", phone = "617-555-0142" } });
        var secret = await RegisterAsync(new { @class = "pothole", title = "Secret", fields = new { secrecy = 1 }, reporter = new { name = "Horace Second", phone = "857-555-0123" } });
        using var dispatcher = await Visitor.InAsync(host, "dispatcher");
        var page = await dispatcher.GetAsync($"/cases/print?n={open}&n={secret}");
        Assert.DoesNotContain("Quiller", page.Page.Source.Text, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await dispatcher.SendAsync(page.Form("form[action='/cases/print']"), ("reason", "x"))).Status);
        var named = await dispatcher.SendAsync(page.Form("form[action='/cases/print']"), ("reason", "The crew must ring first"));

        Assert.Contains("Mary Quiller 617-555-0142", named.Words, StringComparison.Ordinal);
        Assert.Contains("The crew must ring first", named.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Second", named.Page.Source.Text, StringComparison.Ordinal);
        Assert.Contains("The crew must ring first", (await dispatcher.GetAsync("/cases/" + open)).Words, StringComparison.Ordinal);
        Assert.DoesNotContain("The crew must ring first", (await dispatcher.GetAsync("/cases/" + secret)).Words, StringComparison.Ordinal);
        using var administrator = await Visitor.InAsync(host, "administrator");
        Assert.Null((await administrator.GetAsync($"/cases/{open}/print")).Page.QuerySelector("form[action='/cases/print']"));
    }

    private static AngleSharp.Html.Dom.IHtmlFormElement Printing(AngleSharp.Html.Dom.IHtmlFormElement bulk)
    {
        bulk.SetAttribute("action", bulk.QuerySelector("[formaction]")!.GetAttribute("formaction"));
        return bulk;
    }

    private async Task<string> RegisterAsync(object body)
    {
        var reply = await host.As("dispatcher").PostAsync("cases", body);
        Assert.True(reply.Status == HttpStatusCode.Created, reply.ToString());
        return reply["number"].GetString()!;
    }
}

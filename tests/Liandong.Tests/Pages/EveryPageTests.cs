using System.Net;
using AngleSharp.Dom;
using Liandong.Core;
using Liandong.Tests.Api;
using Liandong.Web;
using Liandong.Web.Look;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>What holds for every page: the content policy, no inline anything, both languages, a line in the table of routes.</summary>
public sealed class EveryPageTests(ApiHost host) : IClassFixture<ApiHost>
{
    public static TheoryData<string, string> Pages()
    {
        var pages = new TheoryData<string, string>();
        foreach (var language in new[] { "en", "zh" })
        {
            foreach (var path in new[] { "/sign-in", "/problem/404", "/cases", "/cases?view=open&sort=light", "/cases?q=hole&state=open&light=red&from=2011-07-01", "/cases?q=x", "/cases?after=nonsense", "/cases/new", "/cases/{number}", "/cases/{number}/print", "/imports", "/me", "/look", "/board", "/board/wall", "/cases/print?n={number}", "/cases/views", "/cases?view=open&columns=number.opened.unit", "/cases/{number}/readers", "/me/blocks", "/admin", "/admin/city", "/admin/city/units.csv", "/admin/city/row/catalogue.csv?key=pothole.ordinary", "/admin/city/row/notices.csv", "/admin/city/text/city.json", "/admin/city/versions", "/admin/city/versions/1", "/find", "/find?q=hole", "/staff/clerk", "/units/PWDx", "/places/boston" })
            {
                pages.Add(language, path);
            }
        }
        return pages;
    }

    [Theory]
    [InlineData("en", "invented")]
    [InlineData("zh", "虚构")]
    public async Task The_sign_in_page_says_what_is_invented(string language, string word)
    {
        using var visitor = new Visitor(host, language);

        Assert.Contains(word, (await visitor.GetAsync("/sign-in")).Words, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_has_the_content_policy_and_nothing_inline(string language, string path)
    {
        var number = await host.As("calltaker").RegisterAsync();
        using var visitor = path is "/sign-in" ? new Visitor(host, language) : await Visitor.InAsync(host, path.StartsWith("/admin", StringComparison.Ordinal) ? "administrator" : "supervisor", language);
        var visit = await visitor.GetAsync(path.Replace("{number}", number, StringComparison.Ordinal));

        Assert.Equal(path is "/problem/404" ? HttpStatusCode.NotFound : HttpStatusCode.OK, visit.Status);
        Assert.StartsWith("default-src 'self'", visit.Http.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(language is "zh" ? "zh-CN" : "en", visit.Page.DocumentElement.GetAttribute("lang"));
        Assert.Empty(visit.Page.QuerySelectorAll("style, script:not([src])").Select(e => e.OuterHtml));
        Assert.Empty(visit.Page.All.SelectMany(e => e.Attributes).Where(a => a.Name is "style" || a.Name.StartsWith("on", StringComparison.Ordinal)).Select(a => a.Name + "=" + a.Value));
        Assert.Empty(visit.Page.QuerySelectorAll("[id]").GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.DoesNotContain(visit.Page.QuerySelectorAll("form[method=post]"), f => f.GetAttribute("action") is not "/preferences" && f.QuerySelector("[name=__RequestVerificationToken]") is null);
    }

    [Fact]
    public void Every_route_of_the_host_has_a_line_in_the_table_of_roles()
    {
        var routes = host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(e => (Method: e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.FirstOrDefault() ?? "GET", Pattern: "/" + e.RoutePattern.RawText!.TrimStart('/'))).ToList();
        Assert.True(routes.Count > 20);
        Assert.All(routes, r => Assert.True(RouteTable.Find(r.Method, r.Pattern) is not null, $"{r.Method} {r.Pattern} has no line in RouteTable.cs: who may come in?"));
    }

    [Fact]
    public void Every_refusal_has_its_sentence_in_both_languages()
    {
        var codes = typeof(Refusals).GetFields().Select(f => (string)f.GetRawConstantValue()!).ToList();
        Assert.True(codes.Count > 40);
        var texts = TextCatalogue.Load();
        Assert.All(codes, code => Assert.All(TextCatalogue.Languages, language =>
            Assert.True(texts.Find(language, "refusal." + code, one: false) is { } s && s.Places.All(p => p is "detail"), $"refusal.{code} has no sentence in {language}.")));
    }

    [Fact]
    public async Task Who_is_not_signed_in_goes_to_the_door_and_comes_back_to_what_he_asked_for()
    {
        using var visitor = new Visitor(host);
        var door = await visitor.GetAsync("/cases/new");
        Assert.Equal("/sign-in", door.At.AbsolutePath);
        var inside = await visitor.SendAsync(door.Form("form.demo"), ("demo", "calltaker"));
        Assert.Equal("/cases/new", inside.At.AbsolutePath);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    public async Task The_door_never_leads_to_another_house(string url)
    {
        using var visitor = new Visitor(host);
        var door = await visitor.GetAsync("/sign-in");
        var inside = await visitor.SendAsync(door.Form("form.demo"), ("demo", "calltaker"), ("returnUrl", url));
        Assert.Equal(host.Address.Port, inside.At.Port);
        Assert.Equal("/cases", inside.At.AbsolutePath);
    }

    [Fact]
    public async Task A_form_without_its_token_does_nothing()
    {
        using var visitor = new Visitor(host);
        var door = await visitor.GetAsync("/sign-in");
        var answer = await visitor.SendAsync(door.Form("form.demo"), ("demo", "calltaker"), ("__RequestVerificationToken", "made-up"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("/sign-in", (await visitor.GetAsync("/cases")).At.AbsolutePath);
    }

    [Fact]
    public async Task Refused_rows_are_for_administrators_and_the_log_of_imports_not_for_clerks()
    {
        using var clerk = await Visitor.InAsync(host, "clerk");
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.GetAsync("/imports")).Status);
        using var supervisor = await Visitor.InAsync(host, "supervisor");
        Assert.Equal(HttpStatusCode.Forbidden, (await supervisor.GetAsync($"/imports/{Guid.NewGuid()}/refused")).Status);
        using var administrator = await Visitor.InAsync(host, "administrator");
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.GetAsync($"/imports/{Guid.NewGuid()}/refused")).Status);
    }

    [Fact]
    public async Task Signing_out_ends_it()
    {
        using var visitor = await Visitor.InAsync(host, "clerk");
        await visitor.SendAsync((await visitor.GetAsync("/cases")).Form("form[action='/sign-out']"));
        Assert.Equal("/sign-in", (await visitor.GetAsync("/cases")).At.AbsolutePath);
    }
}

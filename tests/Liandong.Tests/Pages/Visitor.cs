using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Liandong.Tests.Api;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>A page as it came back.</summary>
public sealed record Visit(HttpStatusCode Status, IHtmlDocument Page, Uri At, HttpResponseMessage Http)
{
    public string Words => string.Join(' ', Page.Body!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public IHtmlFormElement Form(string selector) => Assert.IsType<IHtmlFormElement>(Page.QuerySelector(selector), exactMatch: false);

    /// <summary>The form of an act that is offered.</summary>
    public IHtmlFormElement Act(string name)
    {
        var form = Page.QuerySelector($"#act-{name} form");
        Assert.True(form is not null, $"{name} is not offered; there are: {string.Join(", ", Acts)}");
        return (IHtmlFormElement)form;
    }

    public IReadOnlyList<string> Acts => [.. Page.QuerySelectorAll("details.act").Select(a => a.Id!["act-".Length..])];

    public string Text(string selector) => Page.QuerySelector(selector)?.TextContent.Trim() ?? "";
}

/// <summary>One person with a browser without script: cookies, forms, redirects.</summary>
public sealed class Visitor : IDisposable
{
    private static readonly HtmlParser s_parser = new();
    private readonly Uri _address;
    private readonly HttpClient _client;

    public Visitor(ApiHost host, string language = "en")
    {
        _address = host.Address;
        _client = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() });
        _client.DefaultRequestHeaders.Add("Accept-Language", language);
    }

    public static async Task<Visitor> InAsync(ApiHost host, string person, string language = "en")
    {
        var visitor = new Visitor(host, language);
        var page = await visitor.GetAsync("/sign-in");
        var at = await visitor.SendAsync(page.Form("form.demo"), ("demo", person));
        Assert.Equal("/cases", at.At.AbsolutePath);
        return visitor;
    }

    public Task<Visit> GetAsync(string path) => ReadAsync(_client.GetAsync(new Uri(_address, path), TestContext.Current.CancellationToken));

    /// <summary>Sends a form as the browser would: what stands in it, with these values instead.</summary>
    public Task<Visit> SendAsync(IHtmlFormElement form, params (string Name, string Value)[] values) => SendAsync(form, [], values);

    public Task<Visit> SendAsync(IHtmlFormElement form, IReadOnlyList<(string Name, byte[] Bytes)> files, params (string Name, string Value)[] values)
    {
        var body = new MultipartFormDataContent();
        foreach (var (name, value) in Standing(form).Where(f => values.All(v => v.Name != f.Name)).Concat(values))
        {
            body.Add(new StringContent(value), name);
        }
        foreach (var (name, bytes) in files)
        {
            body.Add(new ByteArrayContent(bytes), name, "upload");
        }
        return ReadAsync(_client.PostAsync(new Uri(_address, form.GetAttribute("action")), body, TestContext.Current.CancellationToken));
    }

    public void Dispose() => _client.Dispose();

    private static IEnumerable<(string Name, string Value)> Standing(IHtmlFormElement form)
    {
        foreach (var field in form.Elements.Where(e => e.GetAttribute("name") is { Length: > 0 }))
        {
            var name = field.GetAttribute("name")!;
            switch (field)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio" } box:
                    if (box.IsChecked) yield return (name, box.Value);
                    break;
                case IHtmlInputElement { Type: "file" or "submit" }:
                    break;
                case IHtmlInputElement input:
                    yield return (name, input.Value);
                    break;
                case IHtmlTextAreaElement area:
                    yield return (name, area.Value);
                    break;
                case IHtmlSelectElement select:
                    yield return (name, select.Value ?? "");
                    break;
            }
        }
    }

    private static async Task<Visit> ReadAsync(Task<HttpResponseMessage> sent)
    {
        var http = await sent;
        var page = s_parser.ParseDocument(await http.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return new Visit(http.StatusCode, page, http.RequestMessage!.RequestUri!, http);
    }
}

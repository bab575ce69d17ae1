using Liandong.Core;
using Liandong.Tests.Api;
using Liandong.Tests.Postgres;
using Liandong.Web.Hosting;
using Liandong.Work;
using Liandong.Work.Accounts;
using Liandong.Work.Cities;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>Two nodes of one installation: what is done at one reaches the desks of the other.</summary>
public sealed class LiveTests(ApiHost host, TestServer server) : IClassFixture<ApiHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_live_updates_there_is_no_stream_and_no_page_asks_for_one()
    {
        using var visitor = await Visitor.InAsync(host, "supervisor");
        Assert.Empty((await visitor.GetAsync("/cases")).Page.Body!.GetAttribute("data-live")!);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await visitor.GetAsync("/live")).Status);
    }

    [Fact]
    public async Task An_act_at_one_node_nudges_a_desk_at_another()
    {
        await using var source = await server.CreateAsync();
        var folder = Directory.CreateTempSubdirectory("liandong-live-").FullName;
        var clock = new TestClock();
        await using (var one = await OpenAsync(source, folder, clock, apply: true))
        await using (var two = await OpenAsync(source, folder, clock, apply: false))
        await using (var app = LiandongHost.Build(two, "http://127.0.0.1:0", live: true))
        {
            await app.StartAsync(Cancel);
            using var client = await SignedInAsync(app);
            await using var stream = await client.GetStreamAsync(new Uri("/live", UriKind.Relative), Cancel);
            using var lines = new StreamReader(stream);
            Assert.Contains("\"topic\":\"\"", await NextAsync(lines), StringComparison.Ordinal);
            await Work.Cases.RegisterCase.RunAsync(one.Desk, Ledger.Boston.By("calltaker"), Ledger.Boston.Pothole(), Cancel);
            await using var relay = LiandongHost.Build(one, "http://127.0.0.1:0", live: true);
            await relay.StartAsync(Cancel);
            await Work.Cases.RegisterCase.RunAsync(one.Desk, Ledger.Boston.By("calltaker"), Ledger.Boston.Pothole(), Cancel);
            var told = "";
            while (!told.Contains("board", StringComparison.Ordinal))
            {
                told = await NextAsync(lines);
            }
            await relay.StopAsync(Cancel);
            await app.StopAsync(Cancel);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Whose_account_is_closed_hears_no_more_through_the_stream_that_he_had_open()
    {
        await using var source = await server.CreateAsync();
        var folder = Directory.CreateTempSubdirectory("liandong-live-").FullName;
        await using (var node = await OpenAsync(source, folder, new TestClock(), apply: true))
        await using (var app = LiandongHost.Build(node, "http://127.0.0.1:0", live: true, b => b.Services.AddSingleton(new LiveOptions(true) { Heartbeat = TimeSpan.FromMilliseconds(50) })))
        {
            await app.StartAsync(Cancel);
            using var client = await SignedInAsync(app);
            await using var stream = await client.GetStreamAsync(new Uri("/live", UriKind.Relative), Cancel);
            using var lines = new StreamReader(stream);
            var heartbeat = "";
            while (heartbeat != ": still here")
            {
                heartbeat = await lines.ReadLineAsync(Cancel);
            }
            var closed = await new ChangeAccount(source, node.Keys, node.Real).RunAsync(new AccountAct(Guid.NewGuid(), new PersonId("administrator"), new PersonId("supervisor"), AccountDeeds.Close, "Left the city"), Cancel);
            Assert.Null(closed.Refusal);
            await lines.ReadToEndAsync(Cancel);
            Assert.Equal("/sign-in", (await client.GetAsync(new Uri("/cases", UriKind.Relative), Cancel)).RequestMessage!.RequestUri!.AbsolutePath);
            await app.StopAsync(Cancel);
        }
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<Node> OpenAsync(Npgsql.NpgsqlDataSource source, string folder, TestClock clock, bool apply)
    {
        var node = await Node.OpenAsync(source, folder, clock, Cancel);
        if (apply)
        {
            await ApplyCity.RunAsync(source, Ledger.Boston.Files, node.Clock, Cancel);
        }
        await node.City.RefreshAsync(Cancel);
        return node;
    }

    private static async Task<HttpClient> SignedInAsync(WebApplication app)
    {
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var client = new HttpClient(new HttpClientHandler { CookieContainer = new System.Net.CookieContainer() }) { BaseAddress = address };
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative), Cancel));
        var token = page.QuerySelector("form.demo [name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["demo"] = "supervisor", ["__RequestVerificationToken"] = token });
        await client.PostAsync(new Uri("/sign-in", UriKind.Relative), form, Cancel);
        return client;
    }

    private static async Task<string> NextAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync(Cancel) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                return line;
            }
        }
        throw new EndOfStreamException();
    }
}

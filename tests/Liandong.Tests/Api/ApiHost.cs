using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Liandong.Core;
using Liandong.Tests.Postgres;
using Liandong.Web.Api;
using Liandong.Web.Hosting;
using Liandong.Work;
using Liandong.Work.Cities;
using Liandong.Work.Simulation;
using Liandong.Work.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Liandong.Tests.Api;

/// <summary>A clock that stands until it is told to go.</summary>
public sealed class TestClock : TimeProvider
{
    /// <summary>A Monday morning in Boston.</summary>
    public DateTimeOffset Now { get; set; } = new(2011, 11, 7, 15, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>Boston behind real Kestrel on loopback, over a database of its own.</summary>
public class ApiHost(TestServer server) : IAsyncLifetime
{
    private static readonly HttpClient s_plain = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 });
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "liandong-api-" + Guid.NewGuid().ToString("N"));
    private Npgsql.NpgsqlDataSource? _source;
    private WebApplication? _app;

    public TestClock Clock { get; } = new();

    public Node Node { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public WebApplication App => _app!;

    public async ValueTask InitializeAsync()
    {
        _source = await server.CreateAsync();
        Node = await Node.OpenAsync(_source, _folder, Clock, TestContext.Current.CancellationToken);
        var applied = await ApplyCity.RunAsync(_source, Files, Node.Clock, TestContext.Current.CancellationToken);
        Assert.Empty(applied.Faults);
        await Node.City.RefreshAsync(TestContext.Current.CancellationToken);
        _app = LiandongHost.Build(Node, "http://127.0.0.1:0", live: false, b => b.Services.AddSingleton(new LivingCity(Node, MakeHistory.Seed, 1)));
        await _app.StartAsync(TestContext.Current.CancellationToken);
        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        if (Node is not null) await Node.DisposeAsync();
        if (_source is not null) await server.DropAsync(_source);
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The city that is applied.</summary>
    protected virtual CityFiles Files => CityFiles.ReadFolder(Path.Combine(Root(), "cities", "boston"));

    public string Token(string person) => new ApiTokens(Node).Issue(new PersonId(person));

    /// <summary>Somebody of the city at his own machine.</summary>
    public ApiPerson As(string person) => new(this, person);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => s_plain.SendAsync(request, TestContext.Current.CancellationToken);

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Liandong.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}

/// <summary>Minhang instead.</summary>
public sealed class MinhangHost(TestServer server) : ApiHost(server)
{
    protected override CityFiles Files { get; } = Cities.CityFolderTests.Files("minhang");
}

/// <summary>What came back.</summary>
public sealed record ApiReply(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Http)
{
    public JsonElement this[string member] => Body.GetProperty(member);

    public string? Refusal => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("refusal", out var r) ? r.GetString() : null;

    public string? Field => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("field", out var f) ? f.GetString() : null;

    public override string ToString() => $"{(int)Status} {Body}";
}

/// <summary>One person's way to the API.</summary>
public sealed class ApiPerson(ApiHost host, string name)
{
    private readonly string _token = host.Token(name);

    public string Name => name;

    public Task<ApiReply> GetAsync(string path, string? language = null, string? etag = null) => SendAsync(HttpMethod.Get, path, null, null, language, etag);

    public Task<ApiReply> PostAsync(string path, object body, Guid? key = null) =>
        SendAsync(HttpMethod.Post, path, new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } }, key?.ToString());

    public Task<ApiReply> PostRawAsync(string path, byte[] body, string? type = "application/json", string? key = null)
    {
        var content = new ByteArrayContent(body);
        if (type is not null) content.Headers.TryAddWithoutValidation("Content-Type", type);
        return SendAsync(HttpMethod.Post, path, content, key);
    }

    public Task<ApiReply> PostRawAsync(string path, string body, string? type = "application/json", string? key = null) =>
        PostRawAsync(path, Encoding.UTF8.GetBytes(body), type, key);

    public async Task<string> RegisterAsync(string @class = "street-light-outage")
    {
        var reply = await PostAsync("cases", new { @class });
        Assert.True(reply.Status == HttpStatusCode.Created, reply.ToString());
        return reply["number"].GetString()!;
    }

    public async Task<ApiReply> SendAsync(HttpMethod method, string path, HttpContent? body, string? key = null, string? language = null, string? etag = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(host.Address, "/api/v1/" + path)) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (language is not null) request.Headers.TryAddWithoutValidation("Accept-Language", language);
        if (etag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        var response = await host.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var json = response.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json";
        return new ApiReply(response.StatusCode, json && bytes.Length > 0 ? JsonDocument.Parse(bytes).RootElement : default, response);
    }
}

using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Tests.Postgres;
using Liandong.Web.Hosting;
using Liandong.Work;
using Liandong.Work.Cases;
using Liandong.Work.Cities;
using Liandong.Work.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Liandong.Browser.Tests;

/// <summary>Boston with live pages, over real Kestrel and a database of its own; the clock stands at a Monday morning of 2011.</summary>
public class DeskHost(TestServer server) : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "liandong-desk-" + Guid.NewGuid().ToString("N"));
    private Npgsql.NpgsqlDataSource? _source;
    private WebApplication? _app;
    private Node? _node;

    public string Address { get; private set; } = "";

    public Node Node => _node!;

    protected virtual string City => "boston";

    protected virtual DateTimeOffset Now => new(2011, 11, 7, 15, 0, 0, TimeSpan.Zero);

    public async ValueTask InitializeAsync()
    {
        _source = await server.CreateAsync();
        var clock = new StandingClock(Now);
        _node = await Node.OpenAsync(_source, _folder, clock, CancellationToken.None);
        Assert.Empty((await ApplyCity.RunAsync(_source, CityFiles.ReadFolder(Path.Combine(Root(), "cities", City)), _node.Clock, CancellationToken.None)).Faults);
        await _node.City.RefreshAsync(CancellationToken.None);
        _app = LiandongHost.Build(_node, "http://127.0.0.1:0", live: true);
        await _app.StartAsync();
        Address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    /// <summary>A case that somebody called in.</summary>
    public async Task<string> RegisterAsync(string title, string @class = "pothole", string urgency = "urgent")
    {
        var act = new Act(new ActId(Guid.NewGuid()), new PersonId("calltaker"), "calltaker", "api", [1]);
        var what = new Registration
        {
            Class = @class, Title = title, Description = "Deep enough to lose a bicycle in.", Place = new Place(-71.0709, 42.3588, "41 Mt Vernon St"), Area = "beacon-hill",
            Reporter = new Reporter("Mary Caller", "617-555-0142"), Urgency = urgency,
        };
        return (await RegisterCase.RunAsync(_node!.Desk, act, what, CancellationToken.None)).Case!.State.Facts!.Number;
    }

    /// <summary>Step and unit of a case now.</summary>
    public async Task<(string Step, string? Unit)> StandsAsync(string number)
    {
        var scope = Scope.Of(_node!.City.Now.Of(new PersonId("supervisor"), _node.Clock.GetUtcNow()), _node.City.Now);
        var found = await _node.Reader.FindAsync(number, scope, CancellationToken.None);
        return (found!.Step, found.Unit);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        if (_node is not null) await _node.DisposeAsync();
        if (_source is not null) await server.DropAsync(_source);
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Liandong.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

/// <summary>Minhang instead, on a Friday morning.</summary>
public sealed class MinhangDeskHost(TestServer server) : DeskHost(server)
{
    protected override string City => "minhang";

    protected override DateTimeOffset Now => new(2026, 11, 20, 2, 0, 0, TimeSpan.Zero);
}

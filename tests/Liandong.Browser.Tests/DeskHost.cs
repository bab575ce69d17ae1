using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Cases;
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

    public virtual async ValueTask InitializeAsync()
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
    public Task<string> RegisterAsync(string title, string @class = "pothole", string urgency = "urgent") => RegisterAsync(new Registration
    {
        Class = @class, Title = title, Description = "Deep enough to lose a bicycle in.", Place = new Place(-71.0709, 42.3588, "41 Mt Vernon St"), Area = "beacon-hill",
        Reporter = new Reporter("Mary Caller", "617-555-0142"), Urgency = urgency,
    });

    public async Task<string> RegisterAsync(Registration what, string person = "calltaker")
    {
        var answer = await RegisterCase.RunAsync(_node!.Desk, ActOf(person), what, CancellationToken.None);
        Assert.True(answer.Case is not null, $"{what.Class}: {answer.Refusal}");
        return answer.Case.State.Facts!.Number;
    }

    /// <summary>A colleague who works elsewhere does one act.</summary>
    public async Task ActAsync(string person, string number, string act, params (string Field, FieldValue Value)[] fields)
    {
        var scope = Scope.Of(_node!.City.Now.Of(new PersonId(person), _node.Clock.GetUtcNow()), _node.City.Now);
        var row = await _node.Reader.FindAsync(number, scope, CancellationToken.None);
        Assert.True(row is not null, $"{person} does not see {number}.");
        var request = new ActRequest(act, fields.ToDictionary(f => f.Field, f => f.Value));
        var answer = await ActOnCase.RunAsync(_node.Desk, ActOf(person), new CaseId(row.Id), request, row.Version, CancellationToken.None);
        Assert.True(answer.Refusal is null, $"{person} {act} {number}: {answer.Refusal}");
    }

    /// <summary>How many acts of a kind the case's trace tells.</summary>
    public async Task<int> CountAsync(string number, string act)
    {
        var scope = Scope.Of(_node!.City.Now.Of(new PersonId("supervisor"), _node.Clock.GetUtcNow()), _node.City.Now);
        var row = await _node.Reader.FindAsync(number, scope, CancellationToken.None);
        return (await CaseTrace.ReadAsync(_node.Source, new CaseId(row!.Id), CancellationToken.None)).Count(t => t.Act?.Act == act);
    }

    private static Act ActOf(string person) => new(new ActId(Guid.NewGuid()), new PersonId(person), person, "api", [1]);

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
public class MinhangDeskHost(TestServer server) : DeskHost(server)
{
    protected override string City => "minhang";

    protected override DateTimeOffset Now => new(2026, 11, 20, 2, 0, 0, TimeSpan.Zero);

    /// <summary>Somebody called in about the streets of Xinzhuang.</summary>
    public Task<string> CalledInAsync(string title, string @class = "S0403", string urgency = "normal", string? phone = "100-0000-9300") => RegisterAsync(new Registration
    {
        Class = @class, Title = title, Description = "人行道被占，老人只能走到车道上。", Area = "310112101032", Channel = "hotline-12345", Nature = "complain", Urgency = urgency,
        Reporter = phone is null ? null : new Reporter("李女士", phone), WantsAnswer = true,
    });

    /// <summary>Until its unit has told the caller: accepted and contacted.</summary>
    public async Task<string> InHandAsync(string title, string clerk = "clerk", string unit = "T101-urban-management", string @class = "S0403", string? phone = "100-0000-9300")
    {
        var number = await CalledInAsync(title, @class, phone: phone);
        await ActAsync("dispatcher", number, "dispatch", ("unit", new FieldValue(unit)));
        await ActAsync(clerk, number, "accept");
        await ActAsync(clerk, number, "first-contact", ("note", new FieldValue("已电话联系，约好上午到现场。")));
        return number;
    }

    /// <summary>Whom a case waits for.</summary>
    public async Task<string?> HolderAsync(string number)
    {
        var scope = Scope.Of(Node.City.Now.Of(new PersonId("supervisor"), Node.Clock.GetUtcNow()), Node.City.Now);
        return (await Node.Reader.FindAsync(number, scope, CancellationToken.None))!.Person;
    }
}

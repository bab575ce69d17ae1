using System.Net;
using Liandong.Core;
using Liandong.Tests.Api;
using Liandong.Work.Cases;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>A district where work lies on people's own tables, on one morning.</summary>
public abstract class OwnTables : IClassFixture<MinhangHost>
{
    private const string Grid = "310112101032001";

    protected OwnTables(MinhangHost host)
    {
        Host = host;
        Host.Clock.Now = new DateTimeOffset(2026, 5, 12, 1, 0, 0, TimeSpan.Zero);
    }

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected MinhangHost Host { get; }

    protected async Task<Core.Cases.CaseState> StateAsync(string number)
    {
        var found = await LoadedCase.FindAllAsync(Host.Node.Source, [number], Scope.Of(Host.Node.City.Now.Of(new PersonId("supervisor"), Host.Clock.Now), Host.Node.City.Now), Cancel);
        return (await LoadedCase.ReadAsync(Host.Node.Source, found[number], Cancel))!.State;
    }

    protected async Task<string> HeldAsync(string clerk, string unit, string @class = "S0402")
    {
        var reply = await Host.As("calltaker").PostAsync("cases", new { @class, area = Grid, reporter = new { name = "祝禾秋", phone = "100-0000-7001" } });
        Assert.True(reply.Status == HttpStatusCode.Created, reply.ToString());
        var number = reply["number"].GetString()!;
        await ActAsync("dispatcher", number, "dispatch", ("unit", unit));
        await ActAsync(clerk, number, "accept");
        return number;
    }

    protected async Task ActAsync(string person, string number, string act, params (string Field, object Value)[] fields)
    {
        var version = (await Host.As("supervisor").GetAsync("cases/" + number))["version"].GetInt32();
        var reply = await Host.As(person).PostAsync($"cases/{number}/acts", new { act, version, fields = fields.ToDictionary(f => f.Field, f => f.Value) });
        Assert.True(reply.Status == HttpStatusCode.OK, $"{person} {act}: {reply}");
    }
}

using System.Net;
using Liandong.Tests.Files;
using Xunit;

namespace Liandong.Tests.Api;

/// <summary>The situations of minhang-roles.csv: one case each, in Xinzhuang unless said otherwise, made by API.</summary>
internal sealed class RoleCases(ApiHost host)
{
    public const string CallerName = "祝禾秋";
    public const string CallerPhone = "13900001234";
    private const string Grid = "310112101032001";
    private const string Committee = "C310112101032";
    private const string Elsewhere = "310112114219001";

    public async Task<Dictionary<string, string>> MakeAsync() => new()
    {
        ["new"] = await OrderAsync(null),
        ["town"] = await OrderAsync("T101"),
        ["joint"] = await OrderAsync("T101", co: ["D25"]),
        ["other-town"] = await OrderAsync("T114", area: Elsewhere),
        ["bureau"] = await OrderAsync("D25", @class: "S0408"),
        ["of-committee"] = await OrderAsync("T101", complainedOf: Committee),
        ["of-town"] = await OrderAsync("D25", complainedOf: "T101"),
        ["strict"] = await OrderAsync("T101", secrecy: 2),
        ["handled"] = await HandledAsync(),
        ["ruling"] = await RulingAsync(),
        ["review"] = await ReviewAsync(),
        ["call-back"] = await CallBackAsync(),
        ["verify"] = await FieldAsync("volunteer"),
        ["filing"] = await FieldAsync("patrol"),
        ["squad"] = await SquadAsync(),
        ["check"] = await CheckAsync(),
        ["audit"] = await NumberAsync("member", new { @class = "M06-010", area = Grid, procedure = "self-handled", fields = new { minutes = 20, done = "楼道杂物已清" } }),
    };

    private async Task<string> OrderAsync(string? lead, string[]? co = null, string @class = "S0402", string area = Grid, string? complainedOf = null, int secrecy = 0)
    {
        var number = await NumberAsync("calltaker", new { @class, area, reporter = new { name = CallerName, phone = CallerPhone }, fields = new { complainedOf, secrecy, wantsAnswer = true } });
        if (lead is not null)
        {
            await ActAsync("dispatcher", number, "dispatch", ("unit", lead), ("co", co ?? []));
        }
        return number;
    }

    private async Task<string> HandledAsync()
    {
        var number = await OrderAsync("T101");
        await ActAsync("clerk2", number, "accept");
        await ActAsync("clerk2", number, "first-contact", ("note", "已与反映人通话"));
        return number;
    }

    private async Task<string> ReviewAsync()
    {
        var number = await HandledAsync();
        await ActAsync("clerk2", number, "report", ("result", "explained"), ("reply", "3月10日与反映人联系,已说明疏导点的位置和开放时间。"));
        if ((await host.As("supervisor").GetAsync("cases/" + number))["step"].GetProperty("code").GetString() == "check")
        {
            await ActAsync("verifier", number, "check-passed", ("photos", new[] { await PhotoAsync("verifier") }));
        }
        return number;
    }

    private async Task<string> CallBackAsync()
    {
        var number = await ReviewAsync();
        await ActAsync("reviewer", number, "pass-review");
        return number;
    }

    private async Task<string> RulingAsync()
    {
        var number = await OrderAsync(null, @class: "S0408");
        foreach (var (unit, clerk, other) in new[] { ("D25", "clerk3", "D17"), ("D17", "clerk6", "D25") })
        {
            await ActAsync("dispatcher", number, "dispatch", ("unit", unit));
            await ActAsync(clerk, number, "accept");
            await ActAsync(clerk, number, "return", ("reason", "not-ours"), ("article", "《上海市河道管理条例》"), ("explanation", "该处在河道蓝线内外不清"), ("suggested", other));
        }
        return number;
    }

    private Task<string> FieldAsync(string channel) => NumberAsync("calltaker", new { @class = "M06-010", area = Grid, procedure = "grid-case", channel });

    private async Task<string> SquadAsync()
    {
        var number = await FieldAsync("patrol");
        await ActAsync("shiftleader", number, "file");
        await ActAsync("dispatcher", number, "dispatch", ("unit", "T101-urban-management"));
        return number;
    }

    private async Task<string> CheckAsync()
    {
        var number = await SquadAsync();
        await ActAsync("clerk", number, "accept");
        await ActAsync("clerk", number, "report", ("result", "explained"), ("reply", "垃圾已清理,地面整洁"));
        return number;
    }

    private async Task<string> NumberAsync(string person, object body)
    {
        var reply = await host.As(person).PostAsync("cases", body);
        Assert.True(reply.Status == HttpStatusCode.Created, $"{person}: {reply}");
        return reply["number"].GetString()!;
    }

    private async Task ActAsync(string person, string number, string act, params (string Field, object Value)[] fields)
    {
        var read = await host.As("supervisor").GetAsync("cases/" + number);
        var reply = await host.As(person).PostAsync($"cases/{number}/acts", new { act, version = read["version"].GetInt32(), fields = fields.ToDictionary(f => f.Field, f => f.Value) });
        Assert.True(reply.Status == HttpStatusCode.OK, $"{person} {act}: {reply}");
    }

    private async Task<string> PhotoAsync(string person) => (await host.As(person).PostRawAsync("files", Pictures.Png, "image/png"))["hash"].GetString()!;
}

using Liandong.Tests.Api;
using Liandong.Work.Clockwork;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>Somebody leaves on a day to come. The days pass here, so nobody else works in this district.</summary>
public sealed class LeaverByDayTests(MinhangHost host) : OwnTables(host)
{
    [Fact]
    public async Task He_works_until_its_end_and_the_clockwork_does_the_rest()
    {
        var number = await HeldAsync("clerk6", "D17", "S0409");
        using var leaver = await Visitor.InAsync(Host, "clerk6", "zh");
        using var system = await Visitor.InAsync(Host, "sysadmin", "zh");
        var form = (await system.GetAsync("/admin/people/clerk6/leave")).Form("form.leave-form");
        var said = await system.SendAsync(form, ("when", "day"), ("day", "2026-05-14"), ("reason", "退休离岗"));
        Assert.Contains("将于 2026-05-14 下班后离岗", said.Words, StringComparison.Ordinal);
        Assert.Equal("/cases", (await leaver.GetAsync("/cases")).At.AbsolutePath);
        Assert.Equal("clerk6", (await StateAsync(number)).StepPerson?.Value);

        Host.Clock.Now = new DateTimeOffset(2026, 5, 14, 16, 1, 0, TimeSpan.Zero);
        await new ClockTower(Host.Node).TickAsync(Host.Clock.Now, Cancel);

        Assert.Equal("d17-clerk-b", (await StateAsync(number)).StepPerson?.Value);
        Assert.Equal("/sign-in", (await leaver.GetAsync("/cases")).At.AbsolutePath);
        using var later = await Visitor.InAsync(Host, "sysadmin", "zh");
        Assert.Contains("交接完毕", (await later.GetAsync("/admin/people/clerk6/leave")).Words, StringComparison.Ordinal);
    }
}

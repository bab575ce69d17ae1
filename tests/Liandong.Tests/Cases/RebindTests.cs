using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Tests.Ledger;
using Liandong.Tests.Postgres;
using Liandong.Work.Cases;
using Liandong.Work.Cities;
using Liandong.Work.Clockwork;
using Liandong.Work.Verify;
using Xunit;

namespace Liandong.Tests.Cases;

/// <summary>The city changes while work is under way: nothing that was promised moves, and nothing falls between two offices.</summary>
public sealed class RebindTests(TestServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_of_an_office_that_ends_goes_on_with_its_successor_as_it_was_promised()
    {
        var source = await server.CreateAsync();
        await using var boston = await Ledger.Boston.OpenAsync(source, Stop);
        var held = await boston.DoneAsync("clerk", await boston.DoneAsync("dispatcher", await boston.RegisteredAsync(Stop), "dispatch", Stop, ("unit", "PWDx")), "accept", Stop);
        var other = await boston.DoneAsync("dispatcher", await boston.RegisteredAsync(Stop), "dispatch", Stop, ("unit", "ISD"));

        // The department is renamed and hands its work to Parks from the second day on; the limit of the class is cut; a neighborhood is merged into the city's other half.
        await ApplyAsync(boston, ("units.csv", u => Line(u, "PWDx,", l => l.Replace("Public Works Department", "Works and Ways", StringComparison.Ordinal))),
            ("catalogue.csv", c => c.Replace("2 working-day", "1 working-day", StringComparison.Ordinal)));
        Assert.Equal(0, await RebindWork.RunAsync(boston.Desk, Stop));
        await ApplyAsync(boston, ("units.csv", u => WithEnd(Line(u, "PWDx,", l => l.Replace("Public Works Department", "Works and Ways", StringComparison.Ordinal)), "PWDx", "2011-07-10", "PARK")),
            ("catalogue.csv", c => c.Replace("2 working-day", "1 working-day", StringComparison.Ordinal)));

        Assert.Equal(1, await RebindWork.RunAsync(boston.Desk, Stop));
        Assert.Equal(0, await RebindWork.RunAsync(boston.Desk, Stop));

        var after = (await LoadedCase.ReadAsync(source, held.State.Id, Stop))!.State;
        Assert.Equal((new UnitCode("PARK"), new PersonId("clerk2"), "handle"), (after.Lead!.Unit, after.StepPerson!.Value, after.Step));
        Assert.Equal(held.State.Handling!.Due, after.Handling!.Due);
        Assert.Equal(held.State.Facts!.StandardHash, after.Facts!.StandardHash);
        Assert.Equal(other.State.Version, (await LoadedCase.ReadAsync(source, other.State.Id, Stop))!.State.Version);

        var told = await CityVersions.OfAsync(source, [("units.csv", "PWDx"), ("catalogue.csv", after.Facts.Standard!)], held.State.OpenedAt, null, Stop);
        Assert.Contains(told, t => t.Change is { Field: "name_en", Before: "Public Works Department", After: "Works and Ways" });
        Assert.Contains(told, t => t.Change is { Field: "limit", Before: "2 working-day", After: "1 working-day" });
        Assert.True((await VerifyLedger.RunAsync(boston.Node, full: true, _ => { }, Stop)).IsClean);
        await server.DropAsync(source);
    }

    [Fact]
    public async Task Work_of_somebody_who_left_is_his_deputys_from_that_day_on()
    {
        var source = await server.CreateAsync();
        await using var boston = await Ledger.Boston.OpenAsync(source, Stop);
        await ApplyAsync(boston);
        var held = await boston.DoneAsync("clerk", await boston.DoneAsync("dispatcher", await boston.RegisteredAsync(Stop), "dispatch", Stop, ("unit", "PWDx")), "accept", Stop);
        Assert.Equal("clerk", held.State.StepPerson!.Value.Value);

        await ApplyAsync(boston, ("people.csv", p => Line(p, "clerk,", l => l.Replace(",2011-01-01,,", ",2011-01-01,2011-07-01,", StringComparison.Ordinal))));
        Assert.Equal(1, await RebindWork.RunAsync(boston.Desk, Stop));

        var after = (await LoadedCase.ReadAsync(source, held.State.Id, Stop))!.State;
        Assert.Equal(("pwdx-clerk-deputy", "pwdx-clerk-deputy"), (after.StepPerson!.Value.Value, after.Lead!.Person!.Value.Value));
        Assert.Equal(held.State.Handling!.Due, after.Handling!.Due);
        await server.DropAsync(source);
    }

    [Fact]
    public async Task A_neighborhood_that_promises_faster_binds_what_is_opened_from_then_on()
    {
        var source = await server.CreateAsync();
        await using var boston = await Ledger.Boston.OpenAsync(source, Stop);
        (string, Func<string, string>) Promise(string limit) => ("affairs.csv", a => string.Join('\n', a.TrimEnd('\n').Split('\n')
            .Select((l, i) => l + "," + (i == 0 ? "limit" : l.StartsWith("pothole,back-bay,", StringComparison.Ordinal) ? limit : ""))) + "\n");
        await ApplyAsync(boston, Promise("8 working-hour"));
        Task<LoadedCase> Sent(LoadedCase c) => boston.DoneAsync("dispatcher", c, "dispatch", Stop, ("unit", "PWDx"));
        var before = await boston.RegisteredAsync(Stop);
        var danger = (await boston.RegisterAsync(Stop, null, Ledger.Boston.Pothole() with { Standard = "pothole.danger" })).Case!;
        var elsewhere = (await boston.RegisterAsync(Stop, null, Ledger.Boston.Pothole() with { Area = "roxbury" })).Case!;

        await ApplyAsync(boston, Promise("4 working-hour"));
        var (old, now) = (await Sent(before), await Sent(await boston.RegisteredAsync(Stop)));

        Assert.Equal(("8 working-hour", "4 working-hour"), (old.State.Handling!.Limit!.ToString(), now.State.Handling!.Limit!.ToString()));
        Assert.Equal((null, null), (danger.State.Facts!.AreaLimit, elsewhere.State.Facts!.AreaLimit));
        Assert.Equal(old.State.Facts!.StandardHash, now.State.Facts!.StandardHash);
        var told = await CityVersions.OfAsync(source, [("affairs.csv", "pothole back-bay")], before.State.OpenedAt, null, Stop);
        Assert.Contains(told, t => t.Change is { Field: "limit", Before: "8 working-hour", After: "4 working-hour" });
        Assert.True((await VerifyLedger.RunAsync(boston.Node, full: true, _ => { }, Stop)).IsClean);
        await server.DropAsync(source);
    }

    [Fact]
    public async Task A_class_that_is_kept_from_the_one_complained_of_is_so_without_asking_and_may_be_kept_closer()
    {
        var source = await server.CreateAsync();
        await using var boston = await Ledger.Boston.OpenAsync(source, Stop);
        var before = await boston.RegisteredAsync(Stop);
        await ApplyAsync(boston, ("catalogue.csv", c => string.Join('\n', c.TrimEnd('\n').Split('\n')
            .Select((l, i) => l + "," + (i == 0 ? "secrecy" : l.StartsWith("pothole,", StringComparison.Ordinal) ? "1" : ""))) + "\n"));

        var (unasked, strict) = ((await boston.RegisteredAsync(Stop)).State, (await boston.RegisterAsync(Stop, null, Ledger.Boston.Pothole() with { Secrecy = 2 })).Case!.State);

        Assert.Equal((0, 1, 2), (before.State.Facts!.Secrecy, unasked.Facts!.Secrecy, strict.Facts!.Secrecy));
        Assert.Equal((1, 2), (unasked.Appeals[0].Secrecy, strict.Appeals[0].Secrecy));
        await server.DropAsync(source);
    }

    [Fact]
    public async Task A_case_in_two_areas_made_one_lies_in_the_one_everywhere_and_its_trace_tells_both_names()
    {
        var source = await server.CreateAsync();
        await using var boston = await Ledger.Boston.OpenAsync(source, Stop);
        await ApplyAsync(boston);
        var open = await boston.RegisteredAsync(Stop);
        Assert.Equal(["back-bay", "boston"], open.State.Areas);

        await ApplyAsync(boston, ("areas.csv", a => WithMerger(a, "back-bay", "beacon-hill", "2011-07-10", "beacon-bay,boston,neighborhood,main,Beacon Bay,灯塔湾,,2011-07-11,,")));
        Assert.Equal(1, await RebindWork.RunAsync(boston.Desk, Stop));

        var number = open.State.Facts!.Number;
        var everything = Scope.Of(boston.Node.City.Now.Of(new PersonId("dispatcher"), boston.Clock.Now), boston.Node.City.Now);
        var (state, view) = ((await LoadedCase.ReadAsync(source, open.State.Id, Stop))!, await boston.Node.Reader.FindAsync(number, everything, Stop));
        Assert.Equal(["beacon-bay", "boston"], state.State.Areas);
        Assert.Equal(["back-bay", "boston"], state.State.Facts!.Areas);
        Assert.Equal(state.State.Areas, view!.Areas);
        Assert.Equal(state.State.Areas, CaseView.Of(state, null, null, boston.Clock.Now).Areas);
        Assert.Equal([number], await NumbersAsync("beacon-bay"));
        Assert.Empty(await NumbersAsync("back-bay"));
        Assert.Equal(state.State.Areas, state.State.ToMatter(boston.Node.City.Now.Day(boston.Clock.Now)).Areas);

        var trace = await CaseTrace.ReadAsync(source, open.State.Id, Stop);
        var moved = Assert.Single(Rebinding.Moves(open.State, trace[^1].Events));
        Assert.Equal((MovedKind.Area, "back-bay", "beacon-bay"), (moved.Kind, string.Join(' ', moved.From), string.Join(' ', moved.To)));
        Assert.True((await VerifyLedger.RunAsync(boston.Node, full: true, _ => { }, Stop)).IsClean);
        await server.DropAsync(source);

        async Task<IEnumerable<string>> NumbersAsync(string area) =>
            (await boston.Node.Reader.ListAsync(CaseQuery.All with { Area = area }, everything, Stop)).Page!.Items.Select(c => c.Number);
    }

    [Fact]
    public async Task What_has_open_work_does_not_vanish_and_what_has_none_is_still_called_by_its_name()
    {
        var source = await server.CreateAsync();
        await using var boston = await Ledger.Boston.OpenAsync(source, Stop);
        await ApplyAsync(boston);
        var held = await boston.AcceptedAsync(Stop);
        (string, Func<string, string>) WithNew(string to, string newTo) => ("units.csv", u => WithEnds(u + $"WAYS,{Parent(u)},department,Ways Department,道路局,,\n",
            [("PWDx", to, to.Length == 0 ? "" : "WAYS"), ("WAYS", newTo, newTo.Length == 0 ? "" : "PWDx")]));
        await ApplyAsync(boston, WithNew("2011-07-10", ""));
        Assert.Equal(1, await RebindWork.RunAsync(boston.Desk, Stop));

        foreach (var dry in new[] { true, false })
        {
            var refused = await TryAsync(boston, dry);
            var fault = Assert.Single(refused.Faults);
            Assert.Equal((null, "units.csv", "WAYS"), (refused.City?.Code, fault.File, fault.Value));
            Assert.Contains("1 open cases", fault.Text.En, StringComparison.Ordinal);
            Assert.Contains("successor", fault.Text.Zh, StringComparison.Ordinal);
        }
        Assert.Equal("WAYS", (await LoadedCase.ReadAsync(source, held.State.Id, Stop))!.State.Lead!.Unit.Value);

        // Ended and followed it may go once its work has moved; the trace still calls it by its name.
        await ApplyAsync(boston, WithNew("", "2011-07-10"));
        Assert.Equal(1, await RebindWork.RunAsync(boston.Desk, Stop));
        await ApplyAsync(boston);
        Assert.Null(boston.Node.City.Now.Units.Find(new UnitCode("WAYS")));
        Assert.Equal("Ways Department", boston.Node.City.Now.NameOf(Core.Cities.Register.Units, "WAYS")!.En);
        Assert.Null(boston.Node.City.Now.NameOf(Core.Cities.Register.Units, "NEVER"));
        Assert.Equal("PWDx", (await LoadedCase.ReadAsync(source, held.State.Id, Stop))!.State.Lead!.Unit.Value);

        (string, Func<string, string>) Without(string file, Func<string, bool> row) => (file, t => string.Join('\n', t.Split('\n').Where(l => !row(l))));
        Func<string, bool> Begins(string code) => l => l.StartsWith(code + ",", StringComparison.Ordinal);
        Assert.Equal([("areas.csv", "back-bay")], await GoneAsync(Without("areas.csv", Begins("back-bay")), Without("affairs.csv", l => l.Contains(",back-bay,", StringComparison.Ordinal)),
            ("units.csv", u => u.Replace("back-bay", "beacon-hill", StringComparison.Ordinal))));
        Assert.Equal([("catalogue.csv", "pothole")], await GoneAsync(Without("catalogue.csv", Begins("pothole")), Without("affairs.csv", Begins("pothole")), ("hotline.json", h => h.Replace("\"pothole\"", "\"graffiti-removal\"", StringComparison.Ordinal))));
        Assert.Equal([("people.csv", "clerk")], await GoneAsync(Without("people.csv", Begins("clerk")), ("people.csv", p => p.Replace("PWDx.clerk,B", "PWDx.clerk,A", StringComparison.Ordinal))));
        await server.DropAsync(source);

        async Task<IEnumerable<(string, string)>> GoneAsync(params (string, Func<string, string>)[] changes) => (await TryAsync(boston, false, changes)).Faults.Select(f => (f.File, f.Value));
    }

    [Fact]
    public async Task A_node_that_nobody_acts_on_learns_of_the_new_city_by_itself_and_binds_anew()
    {
        var source = await server.CreateAsync();
        await using var boston = await Ledger.Boston.OpenAsync(source, Stop);
        await ApplyAsync(boston);
        var held = await boston.AcceptedAsync(Stop);
        var tower = new ClockTower(boston.Node);
        await tower.TickAsync(boston.Clock.Now, Stop);

        Assert.Empty((await TryAsync(boston, false, ("units.csv", u => WithEnd(u, "PWDx", "2011-07-10", "PARK")))).Faults);
        await tower.TickAsync(boston.Clock.Now, Stop);

        Assert.Equal(new UnitCode("PARK"), boston.Node.City.Now.Units.Find(new UnitCode("PWDx"))!.Successor);
        Assert.Equal("PARK", (await LoadedCase.ReadAsync(source, held.State.Id, Stop))!.State.Lead!.Unit.Value);
        await server.DropAsync(source);
    }

    private static string Parent(string units) => units.Split('\n').First(l => l.StartsWith("PWDx,", StringComparison.Ordinal)).Split(',')[1];

    private static async Task ApplyAsync(Ledger.Boston boston, params (string File, Func<string, string> Change)[] changes)
    {
        // Other offices, other people: the examples and mappings speak of the old ones.
        var applied = await TryAsync(boston, false, changes);
        Assert.Empty(applied.Faults);
        await boston.Node.City.RefreshAsync(Stop);
    }

    private static async Task<Applied> TryAsync(Ledger.Boston boston, bool dry, params (string File, Func<string, string> Change)[] changes)
    {
        var files = Ledger.Boston.Files.Files.Where(f => f.Key != ExamplesFile.Path && !f.Key.StartsWith("imports/", StringComparison.Ordinal)).ToDictionary(f => f.Key, f => f.Value);
        foreach (var (file, change) in changes)
        {
            files[file] = change(files[file]);
        }
        boston.Clock.Now += TimeSpan.FromMinutes(1);
        return await ApplyCity.RunAsync(boston.Node.Source, new CityFiles(files), boston.Clock, Stop, dry);
    }

    private static string Line(string table, string begins, Func<string, string> change)
    {
        var lines = table.Split('\n').Select(l => l.StartsWith(begins, StringComparison.Ordinal) ? change(l) : l).ToList();
        var changed = string.Join('\n', lines);
        Assert.NotEqual(table, changed);
        return changed;
    }

    private static string WithEnd(string units, string unit, string to, string successor) => WithEnds(units, [(unit, to, successor)]);

    private static string WithEnds(string units, (string Unit, string To, string Successor)[] ends) => string.Join('\n', units.TrimEnd('\n').Split('\n')
        .Select((l, i) => l + (i == 0 ? ",to,successor" : ends.FirstOrDefault(e => l.StartsWith(e.Unit + ",", StringComparison.Ordinal)) is { Unit: not null } end ? $",{end.To},{end.Successor}" : ",,"))) + "\n";

    private static string WithMerger(string areas, string one, string other, string to, string both) => string.Join('\n', areas.TrimEnd('\n').Split('\n')
        .Select((l, i) => l + (i == 0 ? ",from,to,successor" : l.StartsWith(one + ",", StringComparison.Ordinal) || l.StartsWith(other + ",", StringComparison.Ordinal)
            ? $",,{to},{both.Split(',')[0]}" : ",,,")).Append(both)) + "\n";
}

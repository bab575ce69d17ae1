using System.Text.RegularExpressions;
using Liandong.Work.Cities;
using Xunit;

namespace Liandong.Tests.Cities;

/// <summary>What an independent reader of Minhang's folder found to pass, or to be hidden behind another fault: each is told now.</summary>
public sealed class HiddenFaultsTests
{
    private const string Grids = "areas/grids.geojson";
    private static readonly CityFiles s_minhang = CityFolderTests.Files("minhang");

    [Fact]
    public void Areas_and_units_that_follow_each_other_in_a_circle_are_told()
    {
        var told = Check(
            ("areas.csv", a => Ended(a, ("310112001001001-1", "2020-01-01", "310112001001001-2"), ("310112001001001-2", "2020-01-01", "310112001001001-1"))),
            ("units.csv", u => Ended(u, ("D43", "2020-01-01", "D44"), ("D44", "2020-01-01", "D43"))));

        Assert.Equal(["310112001001001-1", "310112001001001-2", "D43", "D44"], told.Where(f => f.Text.En.Contains("circle of successors", StringComparison.Ordinal)).Select(f => f.Value));
    }

    [Fact]
    public void A_thing_that_is_none_and_a_unit_that_ends_unfollowed_and_still_leads_are_told()
    {
        var told = Check(("catalogue.csv", c => new Regex(",01-001(?=[,\n])").Replace(c, ",99-999")), ("units.csv", u => Ended(u, ("D44", "2026-01-01", ""))));

        Assert.Contains(told, f => f is { File: "catalogue.csv", Line: 54, Value: "99-999" });
        Assert.Contains(told, f => f is { File: "units.csv", Value: "D44", Line: > 1 } && f.Text.En.Contains("M03-009", StringComparison.Ordinal));
    }

    [Fact]
    public void A_unit_that_ends_and_is_followed_may_still_stand_in_the_list() =>
        Assert.DoesNotContain(Check(("units.csv", u => Ended(u, ("D44", "2026-01-01", "D43")))), f => f.Text.En.StartsWith("ends with nobody", StringComparison.Ordinal));

    [Theory]
    [InlineData("affair.csv", "affairs.csv")]
    [InlineData("Areas.CSV", "areas.csv")]
    [InlineData("notes.json", "docs/city-format.md")]
    [InlineData("calendars/china.csv", "docs/city-format.md")]
    public void A_file_that_nothing_reads_is_told_with_what_may_have_been_meant(string file, string meant)
    {
        var told = CityFolder.Check(new CityFiles(s_minhang.Files.Append(new(file, "{}")).ToDictionary(f => f.Key, f => f.Value)));

        var fault = Assert.Single(told.Faults);
        Assert.Equal(file, fault.File);
        Assert.Contains(meant, fault.Text.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_strange_word_and_a_missing_label_do_not_hide_a_step_that_is_none()
    {
        var told = Check(("procedures/grid-case.json", p => At(At(p, "{ \"name\": \"file\"", l => l.Replace("\"to\": \"dispatch\"", "\"to\": \"nowhere\"", StringComparison.Ordinal)),
            "\"guards\": [\"", l => new Regex("\"guards\": \\[\"[a-z-]+").Replace(l, "\"guards\": [\"no-such-guard", 1))
            .Replace("\"name\": { \"en\": \"", "\"name\": { \"xx\": \"", StringComparison.Ordinal)));

        Assert.Contains(told, f => f.Value == "nowhere");
        Assert.Contains(told, f => f.Text.En.Contains("no-such-guard", StringComparison.Ordinal));
        Assert.Contains(told, f => f.Text.En.Contains("needs \"en\" and \"zh\"", StringComparison.Ordinal));
        Assert.DoesNotContain(told, f => f.File != "procedures/grid-case.json");
    }

    [Fact]
    public void A_holiday_that_is_none_does_not_hide_sessions_in_the_wrong_order()
    {
        var told = Check(("calendars/china.json", c => c.Replace("2022-02-01", "2022-02-31", StringComparison.Ordinal)
            .Replace("\"tuesday\": [\"08:30-11:30\"", "\"tuesday\": [\"11:30-08:30\"", StringComparison.Ordinal)));

        Assert.Equal([("calendars/china.json", 11), ("calendars/china.json", 17)], told.Select(f => (f.File, f.Line)));
    }

    [Fact]
    public void A_column_too_many_hides_neither_a_class_without_a_lead_nor_a_role_without_a_post()
    {
        var told = Check(
            ("affairs.csv", a => string.Join('\n', a.TrimEnd('\n').Split('\n').Where(l => !l.StartsWith("S0101,", StringComparison.Ordinal)).Select((l, i) => l + (i == 0 ? ",colour" : ","))) + "\n"),
            ("procedures/self-handled.json", p => new Regex("\"role\": \"[a-z-]+\"").Replace(p, "\"role\": \"ghost\"", 1)),
            ("posts.csv", p => p + "X.clerk,X,clerk,Nobody's clerk,无人岗,0\n"));

        Assert.Contains(told, f => f is { File: "affairs.csv", Value: "colour" });
        Assert.Contains(told, f => f is { File: "catalogue.csv", Value: "S0101" });
        Assert.Contains(told, f => f is { File: "procedures/self-handled.json", Value: "ghost", Line: > 0 });
    }

    [Fact]
    public void A_line_of_shapes_that_is_cut_costs_itself_and_hides_nothing()
    {
        var told = Check((Grids, g => string.Join('\n', g.Split('\n').Select((l, i) => i == 560 ? l[..(l.Length / 2)] : l).SelectMany((l, i) => i == 700 ? new[] { l, l } : [l]))));

        Assert.Equal([(Grids, 561), (Grids, 702)], told.Select(f => (f.File, f.Line)));
    }

    [Fact]
    public void A_stray_quote_a_broken_city_json_and_lost_texts_are_told_once_each()
    {
        var told = Check(("units.csv", u => At(u, "D44,", l => l.Replace(",department", ",\"depart\"ment", StringComparison.Ordinal))), ("city.json", _ => "{ \"format\": 1,"),
            ("texts/en.json", _ => "{"), ("affairs.csv", a => a.Replace(",lead,", ",leads,", StringComparison.Ordinal)), ("imports/x.json", _ => "{"));

        Assert.Equal(["affairs.csv lead", "affairs.csv leads", "city.json ", "imports/x.json ", "texts/en.json ", "units.csv D44"],
            told.Select(f => $"{f.File} {f.Value[..Math.Min(5, f.Value.IndexOf(',', StringComparison.Ordinal) is var at and > 0 ? at : f.Value.Length)]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_example_that_does_not_hold_says_what_was_expected_what_came_and_what_to_do()
    {
        var told = Check(("catalogue.csv", c => At(c, "S0402,", l => l.Replace("4 working-hour", "2 working-hour", StringComparison.Ordinal))));

        Assert.NotEmpty(told);
        Assert.All(told, f =>
        {
            Assert.Equal((ExamplesFile.Path, true), (f.File, f.Line > 1));
            Assert.Matches("expected .+, seen .+change this example", f.Text.En);
            Assert.Matches("应为 .+实为 .+请改此案例", f.Text.Zh);
        });
    }

    private static IReadOnlyList<Fault> Check(params (string File, Func<string, string> Change)[] changes)
    {
        var files = s_minhang.Files.ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        foreach (var (file, change) in changes)
        {
            var changed = change(files.GetValueOrDefault(file, ""));
            Assert.NotEqual(files.GetValueOrDefault(file), changed);
            files[file] = changed;
        }
        return CityFolder.Check(new CityFiles(files)).Faults;
    }

    /// <summary>Changes the first line with this text.</summary>
    private static string At(string text, string with, Func<string, string> change)
    {
        var lines = text.Split('\n');
        var at = Array.FindIndex(lines, l => l.Contains(with, StringComparison.Ordinal));
        lines[at] = change(lines[at]);
        return string.Join('\n', lines);
    }

    private static string Ended(string table, params (string Code, string To, string Successor)[] ends)
    {
        var lines = table.TrimEnd('\n').Split('\n').ToList();
        var header = lines[0].Split(',').ToList();
        var more = new[] { "to", "successor" }.Where(c => !header.Contains(c)).ToList();
        header.AddRange(more);
        return string.Join('\n', lines.Select((l, i) =>
        {
            if (i == 0)
            {
                return string.Join(',', header);
            }
            var row = l + new string(',', more.Count);
            if (ends.FirstOrDefault(e => l.StartsWith(e.Code + ",", StringComparison.Ordinal)) is not { Code: not null } end)
            {
                return row;
            }
            var cells = row.Split(',');
            (cells[header.IndexOf("to")], cells[header.IndexOf("successor")]) = (end.To, end.Successor);
            return string.Join(',', cells);
        })) + "\n";
    }
}

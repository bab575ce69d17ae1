using System.Text.Json;
using Liandong.Web.Commands;
using Xunit;

namespace Liandong.Tests.Calendars;

public sealed class ClockCommandTests
{
    [Fact]
    public async Task A_limit_is_printed_as_instants_with_offset_and_days()
    {
        var (code, output, _) = await Run("--city", "boston", "--from", "2011-07-08T12:00", "--limit", "2 working-day");
        Assert.Equal(0, code);
        Assert.Equal(
            """
            due: 2011-07-12T12:00:00-04:00
            blue: 2011-07-08T12:00:00-04:00
            yellow: 2011-07-11T12:00:00-04:00
            orange: 2011-07-12T02:24:00-04:00
            red: 2011-07-12T12:00:00-04:00
            day: 2011-07-08 720
            day: 2011-07-11 1440
            day: 2011-07-12 720

            """,
            output);
    }

    [Fact]
    public async Task Pauses_are_taken_out_and_a_time_may_carry_its_own_offset()
    {
        var (_, output, _) = await Run(
            "--city", "boston", "--from", "2011-11-04T16:00:00Z", "--limit", "4 working-hour",
            "--pause", "2011-11-07T08:30/2011-11-08T09:00", "--pause", "2011-11-04T13:00/2011-11-04T14:00:30.5");
        Assert.StartsWith("due: 2011-11-08T09:00:30.5-05:00\n", output);
    }

    [Fact]
    public async Task Json_says_the_same()
    {
        var (_, output, _) = await Run("--city", "boston", "--from", "2011-11-05T12:00", "--limit", "1 calendar-day", "--json");
        using var json = JsonDocument.Parse(output);
        Assert.Equal("2011-11-06T12:00:00-05:00", json.RootElement.GetProperty("due").GetString());
        Assert.Equal(720, json.RootElement.GetProperty("days")[1].GetProperty("minutes").GetDecimal());
        Assert.False(json.RootElement.GetProperty("provisional").GetBoolean());
    }

    [Theory]
    [InlineData("--city", "atlantis")]
    [InlineData("--city", "../x")]
    [InlineData("--from", "2011-13-45")]
    [InlineData("--from", "yesterday")]
    [InlineData("--from", "9999-12-31T23:00")]
    [InlineData("--limit", "2 days")]
    [InlineData("--limit", "1000000000 calendar-day")]
    [InlineData("--limit", "2 working-day@nowhere")]
    [InlineData("--pause", "2011-07-09T12:00")]
    [InlineData("--pause", "2011-07-09T12:00/2011-07-09T11:00")]
    [InlineData("--pause", "2011-07-07T12:00/2011-07-09T11:00")]
    [InlineData("--colour", "blue")]
    public async Task What_cannot_be_understood_is_named_and_ends_with_2(string field, string value)
    {
        var args = new Dictionary<string, string> { ["--city"] = "boston", ["--from"] = "2011-07-08T12:00", ["--limit"] = "2 working-day", [field] = value };
        var (code, output, errors) = await Run([.. args.SelectMany(a => new[] { a.Key, a.Value })]);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.StartsWith(field, errors);
    }

    [Theory]
    [InlineData("--city")]
    [InlineData("--from")]
    [InlineData("--limit")]
    public async Task A_missing_argument_is_named(string field)
    {
        string[] all = ["--city", "boston", "--from", "2011-07-08T12:00", "--limit", "2 working-day"];
        var at = Array.IndexOf(all, field);
        var (code, _, errors) = await Run([.. all[..at], .. all[(at + 2)..]]);
        Assert.Equal((2, true), (code, errors.StartsWith($"{field}: is missing", StringComparison.Ordinal)));
    }

    private static async Task<(int Code, string Output, string Errors)> Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        return (await ClockCommand.RunAsync(args, output, errors), output.ToString(), errors.ToString());
    }
}

using Liandong.Core.Calendars;
using Liandong.Work.Cities;
using Xunit;

namespace Liandong.Tests.Calendars;

public sealed class CalendarFileTests
{
    private const string Chinese = """
        {
          "format": 1,
          "name": { "en": "Offices", "zh": "机关工作时间" },
          "zone": "Asia/Shanghai",
          "week": {
            "monday": ["08:30-11:30", "13:00-17:00"],
            "friday": ["08:30-11:30", "13:00-24:00"]
          },
          "holidays": ["2026-02-16"],
          "makeUpDays": [{ "date": "2026-02-14", "like": "monday" }],
          "known": { "from": "2026-01-01", "to": "2026-12-31" },
          "starts": { "beforeSession": "roll-to-session", "afterSession": "roll", "dayOff": "count" },
          "workingDayEnds": "session-end"
        }
        """;

    [Fact]
    public void A_calendar_is_read_with_lunch_break_holidays_and_make_up_days()
    {
        var reading = Read(Chinese);
        Assert.Empty(reading.Faults);
        var rules = reading.Calendar!.Rules;
        Assert.Equal("office", rules.Code);
        Assert.Equal("机关工作时间", reading.Name!.Zh);
        Assert.Equal("Asia/Shanghai", rules.Zone.Id);
        Assert.Equal([new Session(510, 690), new Session(780, 1440)], rules.SessionsOn(new DateOnly(2026, 2, 13)));
        Assert.Empty(rules.SessionsOn(new DateOnly(2026, 2, 16)));
        Assert.Equal([new Session(510, 690), new Session(780, 1020)], rules.SessionsOn(new DateOnly(2026, 2, 14)));
        Assert.Equal(new StartRules(StartRule.RollToSession, StartRule.Roll, StartRule.Count), rules.Starts);
        Assert.Equal(WorkingDayEnd.SessionEnd, rules.WorkingDayEnds);
        Assert.Equal((new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)), (rules.KnownFrom!.Value, rules.KnownTo!.Value));
    }

    [Theory]
    [InlineData("\"format\": 1", "\"format\": 2", 2)]
    [InlineData("\"zh\": \"机关工作时间\"", "\"zh\": \"\"", 3)]
    [InlineData("Asia/Shanghai", "Asia/Nowhere", 4)]
    [InlineData("\"monday\"", "\"mon\"", 6)]
    [InlineData("\"08:30-11:30\", \"13:00-17:00\"", "\"13:00-17:00\", \"08:30-11:30\"", 6)]
    [InlineData("13:00-24:00", "13:00-25:00", 7)]
    [InlineData("[\"2026-02-16\"]", "\"2026-02-16\"", 9)]
    [InlineData("2026-02-16", "2026-02-30", 9)]
    [InlineData("\"like\": \"monday\"", "\"like\": \"sunday\"", 10)]
    [InlineData("\"to\": \"2026-12-31\"", "\"to\": \"2025-12-31\"", 11)]
    [InlineData("\"dayOff\": \"count\"", "\"dayOff\": \"wait\"", 12)]
    [InlineData("session-end", "midnight", 13)]
    [InlineData("\"holidays\"", "\"holydays\"", 9)]
    [InlineData("\"known\": {", "\"known\": ", 11)]
    public void A_fault_is_named_with_its_line(string right, string wrong, int line)
    {
        var reading = Read(Chinese.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Null(reading.Calendar);
        var fault = reading.Faults[0];
        Assert.Equal(("calendars/office.json", line), (fault.File, fault.Line));
        Assert.NotEmpty(fault.Text.En);
        Assert.NotEmpty(fault.Text.Zh);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("{\"format\": 1} more")]
    public void What_is_no_calendar_is_refused(string text) => Assert.NotEmpty(Read(text).Faults);

    private static CalendarReading Read(string text) => CalendarFile.Read("calendars/office.json", text, TimeZoneInfo.Utc);
}

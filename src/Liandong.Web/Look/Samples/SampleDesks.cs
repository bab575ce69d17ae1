using Liandong.Web.Desk.Dispatch;
using Liandong.Web.Desk.Models;

namespace Liandong.Web.Look.Samples;

/// <summary>Parts of the desks with made-up figures: the board's strips, a dispatch card, bulk acts, the telephone.</summary>
public sealed class SampleDesks(SampleCity city, SampleCase cases, Moments moments)
{
    private const int Hours = 11;
    private const string Url = "/look";

    public BoardPage Board() => new(Say("闵行区", "Minhang"), moments.Now, [], Url, false,
        new BoardFlow(Figure("受理", "came in", 140), Say("比往常多 4%", "4% more than usual"), Figure("办结", "closed", 37), Say("按期 97.8%", "97.8% in time"),
            [.. Enumerable.Range(0, Hours).Select(h => new BoardHour(h, h < 6 ? h % 2 : 4 * h - 12, Math.Max(0, h - 6), null, null))], null, Hours - 1,
            [Figure("来电", "Calls", 57), Figure("未接", "missed", 1)]),
        new BoardOpen(Figure("在办", "Not finished", 116), [Say("签收", "Acceptance"), Say("处置", "Handling")],
            [Row(Light.Blue, 83, 39, 44), Row(Light.Yellow, 20, 0, 20), Row(Light.Orange, 9, 1, 8), Row(Light.Red, 4, 1, 3)], []),
        [Figure("今日到期", "due today", 4), Figure("特急在办", "most urgent", 0)], null, [],
        [new BoardSpot(Say("水清路菜场对面", "Opposite the Shuiqing Road market"), Say("乱设摊", "Stalls in the street"), Figure("", "", 6)), new BoardSpot(Say("江月路", "Jiangyue Road"), Say("道路积水", "Standing water"), Figure("", "", 4))],
        Say("同类同地，7 天内", "7 days"),
        [new BoardOffices(Say("街镇按期处置率 %", "Towns: share handled in time, %"), [Office(1, "浦锦街道", "Pujin", "100.0", 1), Office(2, "古美路街道", "Gumei", "98.8", .94), Office(3, "吴泾镇", "Wujing", "94.9", .81)])], null);

    /// <summary>An urgent case with the unit that the list of affairs names.</summary>
    public DispatchRow Dispatch()
    {
        var row = city.Queue().Rows[1];
        return new DispatchRow(row.Number, Url, row.Due, row.Gauge, row.Class, [new Flag(Say("特急", "Most urgent"), true)], row.Title, row.Place, true,
            new DispatchLead("T104", Say("七宝镇城管中队", "Qibao Urban Mgmt"), [("T104-g", Say("镇绿化市容所", "Town greenery office"))], Say("街镇先处置，权属单位查明后列为协办", "The town makes it safe; the owner is added as soon as it is known"), Say("值班 100-0000-2104", "Duty 100-0000-2104")),
            new DispatchSend("dispatch", Say("派单", "Dispatch"), Guid.Empty, "", null, 0, "called"), null, null, 2, new DispatchCard(cases.Running().Title, null, [new Fact(Say("时限", "Limit"), Say("2 小时", "2 hours"))]));
    }

    public BulkBar Bulk() => new(3, [new BulkOffer("accept", Say("签收", "Accept"), "check", "A", true), new BulkOffer("return", Say("退单", "Return"), "back", "R", false)], null, Url, Guid.Empty);

    private BoardOffice Office(int rank, string chinese, string english, string rate, double low) =>
        new(rank, Say(chinese, english), new BoardFigure("", rate, null), new BoardFigure("", "58", null), [1, 1, low, null, 1, .97, 1], .95);

    private BoardLightRow Row(Light light, int sum, params int[] cells) => new(light, new BoardFigure(city.WordOf(light), Number(sum), null), [.. cells.Select(c => new BoardFigure("", Number(c), null))]);

    private BoardFigure Figure(string chinese, string english, int value) => new(Say(chinese, english), Number(value), null);

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string Say(string chinese, string english) => city.Say(chinese, english);
}

using Liandong.Web.Desk.Dispatch;
using Liandong.Web.Desk.Models;
using Liandong.Web.Desk.People;
using Liandong.Work.Accounts;

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
        [Figure("今日到期", "due today", 4), Figure("特急在办", "most urgent", 0)], Map(), [],
        [new BoardSpot(Say("水清路菜场对面", "Opposite the Shuiqing Road market"), Say("乱设摊", "Stalls in the street"), Figure("", "", 6)), new BoardSpot(Say("江月路", "Jiangyue Road"), Say("道路积水", "Standing water"), Figure("", "", 4))],
        Say("同类同地，7 天内", "7 days"),
        [new BoardOffices(Say("街镇按期处置率 %", "Towns: share handled in time, %"), [Office(1, "浦锦街道", "Pujin", "100.0", 1), Office(2, "古美路街道", "Gumei", "98.8", .94), Office(3, "吴泾镇", "Wujing", "94.9", .81)])], null);

    /// <summary>Grids of two towns in shades, with single cases and a crowd of them.</summary>
    private BoardMap Map()
    {
        const int Across = 12, Down = 5, Side = 40, Shades = 6;
        List<BoardCells> cells = [.. from i in Enumerable.Range(0, Across * Down)
                                     let shade = i * 7 % 17 % Shades
                                     group $"M{Number(i % Across * Side)} {Number(i / Across * Side)}h{Side}v{Side}h-{Side}z" by shade into same
                                     select new BoardCells(same.Key, string.Concat(same), Url, Say("网格", "Grids"))];
        return new BoardMap(Say("在办件按网格", "Open cases by grid"), Say("两镇六十个网格", "Sixty grids of two towns"), Across * Side, Down * Side, cells, $"M{Across / 2 * Side} 0v{Down * Side}",
            [new BoardSign(Side * 2, Side * 2, Say("七宝镇", "Qibao")), new BoardSign(Side * 8, Side * 2, Say("虹桥镇", "Hongqiao"))],
            [new BoardPin(70, 50, 1, false, Url, "1"), new BoardPin(300, 120, 1, true, Url, "1"), new BoardPin(380, 60, 12, true, Url, "12")], 2);
    }

    /// <summary>People as administrators see them: on two posts, away, gone, with a second factor.</summary>
    public IReadOnlyList<PersonRow> People() =>
    [
        new("clerk", Url, Say("胡以宁", "Hu Yining"), [Held("七宝镇城管中队", "Qibao Urban Mgmt", "承办员", "Clerk"), Held("七宝镇值班室", "Qibao duty room", "值班员", "Duty", deputy: true)], null, new AccountState(AccountStanding.Active, true, null)),
        new("head", Url, Say("夏若水", "Xia Ruoshui"), [Held("七宝镇城管中队", "Qibao Urban Mgmt", "负责人", "Head")], Say("11-18 至 11-27 休假", "On leave 11-18 to 11-27"), new AccountState(AccountStanding.Invited, false, moments.Now.AddDays(2))),
        new("gone", Url, Say("鲁山", "Lu Shan"), [Held("虹桥镇房管所", "Hongqiao Housing", "承办员", "Clerk", ended: true)], null, new AccountState(AccountStanding.Closed, false, null)),
    ];

    private HeldRow Held(string unitZh, string unitEn, string roleZh, string roleEn, bool deputy = false, bool ended = false) =>
        new("", Say(unitZh, unitEn), Say(roleZh, roleEn), Url, deputy, ended ? Say("至 2026-10-31", "until 2026-10-31") : null, ended, null, null, []);

    /// <summary>The work order of the running case on paper.</summary>
    public PrintPage Paper()
    {
        var c = cases.Running();
        return new PrintPage([new PrintSheet(c.Number, Url, c.Class, c.Title, c.Flags, [new Fact(Say("地点", "Place"), c.Place!.Address), new Fact(Say("时限", "Limit"), Say("5 个工作日", "5 working days"), null, true)],
            [Say("每天傍晚菜场门口三五个摊位占道，轮椅过不去。", "Three to five stalls block the pavement every evening; a wheelchair cannot pass.")],
            [new PrintCondition(Say("摊位清离，现场无遗留", "Stalls gone, nothing left behind"), true), new PrintCondition(Say("已告知固守点位", "A post is kept there"), false)],
            [new Duty(Say("主办", "Lead"), Say("七宝镇城管中队", "Qibao Urban Mgmt"), null)], moments.Short(moments.Now))], Url, Say("回到案件", "Back to the case"));
    }

    /// <summary>An urgent case with the unit that the list of affairs names.</summary>
    public DispatchRow Dispatch()
    {
        var row = city.Queue().Rows[1];
        return new DispatchRow(row.Number, Url, row.Due, row.Gauge, row.Class, [new Flag(Say("特急", "Most urgent"), true)], row.Title, row.Place, true,
            new DispatchLead("T104", Say("七宝镇城管中队", "Qibao Urban Mgmt"), [("T104-g", Say("镇绿化市容所", "Town greenery office"))], Say("街镇先处置，权属单位查明后列为协办", "The town makes it safe; the owner is added as soon as it is known"), Say("值班 100-0000-2104", "Duty 100-0000-2104")),
            new DispatchSend("dispatch", Say("派单", "Dispatch"), Guid.Empty, "", null, 0, "called"), null, null, 2, new DispatchCard(cases.Running().Title, null, [new Fact(Say("时限", "Limit"), Say("2 小时", "2 hours"))]));
    }

    public BulkBar Bulk() => new(3, [new BulkOffer("accept", Say("签收", "Accept"), "check", "A", true), new BulkOffer("return", Say("退单", "Return"), "back", "R", false)], null, Url, Guid.Empty);

    /// <summary>One act on three chosen rows, unfolded: a list to tick and words.</summary>
    public BulkBar BulkOpen() => new(3, [], new BulkForm("dispatch", Say("派单", "Dispatch"),
        [
            new FieldInput("co", FieldShape.CheckList, Say("协办单位", "Co-handlers"), Options: [.. Enumerable.Range(1, 12).Select(n => new FieldOption($"u{n}", Say($"第 {n} 街镇", $"Town {n}"), n < 8 ? Say("东片", "East") : Say("西片", "West")))]),
            new FieldInput("note", FieldShape.LongText, Say("派单说明", "Note to the unit")),
        ], false), Url, Guid.Empty);

    /// <summary>A list with boxes to choose by, two rows of it over.</summary>
    public QueuePage Chosen() => city.Queue() with
    {
        Bulk = BulkBar.Before(Url),
        Rows = [.. city.Queue().Rows.Take(4).Select((r, i) => r with { Choice = r.Number, Over = i < 2 ? null : new QueueOver(i == 2 ? Say("按时", "in time") : Say("超时", "late"), i == 3, moments.Now) })],
    };

    private BoardOffice Office(int rank, string chinese, string english, string rate, double low) =>
        new(rank, Say(chinese, english), new BoardFigure("", rate, null), new BoardFigure("", "58", null), [1, 1, low, null, 1, .97, 1], .95);

    private BoardLightRow Row(Light light, int sum, params int[] cells) => new(light, new BoardFigure(city.WordOf(light), Number(sum), null), [.. cells.Select(c => new BoardFigure("", Number(c), null))]);

    private BoardFigure Figure(string chinese, string english, int value) => new(Say(chinese, english), Number(value), null);

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string Say(string chinese, string english) => city.Say(chinese, english);
}

using System.Text.Json;
using Liandong.Web.Desk.Models;

namespace Liandong.Web.Look.Samples;

/// <summary>Made-up pages for looking at, in both languages: what the desks show when nothing behind them runs.</summary>
public sealed class SampleCity(Texts texts, Moments moments)
{
    public static readonly CityFace Face = new("闵行区", "Minhang", "zh", TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };
    private readonly Texts texts = texts;
    private readonly DateTimeOffset now = moments.Now;

    public string Say(string chinese, string english) => texts.IsChinese ? chinese : english;

    internal string WordOf(Light light) => texts.Word(light);

    public DeskFrame Frame() =>
        new(Say("七宝镇城管中队 承办岗 王某", "Qibao Urban Mgmt, handling, Wang"),
        [
            new SideGroup(Say("七宝镇承办", "Qibao handling"),
            [
                new SideLink(Say("我经办的", "Mine"), "/look/samples/mine", 11, 1),
                new SideLink(Say("本单位全部", "All of my unit"), "/look/samples/queue", 30, 4),
                new SideLink(Say("待签收", "To accept"), "/look/samples/empty", 6, 1),
                new SideLink(Say("处置中", "In handling"), "/look/samples/absurd", 22, 3),
                new SideLink(Say("挂账", "Suspended"), "/look/samples/case-suspended", 1),
            ]),
            new SideGroup(Say("存下的视图", "Saved views"),
            [
                new SideLink(Say("今天到时", "Due today"), "/look/samples/queue?due=today", 23),
                new SideLink(Say("老街片区", "Old Street"), "/look/samples/queue?area=old-street", 7),
            ]),
            new SideGroup(Say("其他台席", "Other desks"),
            [
                new SideLink(Say("登记", "Register"), "/look/samples/register"),
                new SideLink(Say("接线台", "Hotline desk"), "/look/samples/hotline"),
                new SideLink(Say("导入记录", "Imports"), "/look/samples/imports"),
                new SideLink(Say("样张", "The sheet"), "/look"),
            ]),
        ]);

    public QueuePage Queue() => new(
        Say("七宝镇，本单位全部", "Qibao Town, all of my unit"), Say("30 件在办，4 件超时，最急的钟在前", "30 open, 4 overdue, most urgent clock first"), "/look/samples/queue",
        [
            new QueueView(Say("在办", "Open"), "/look/samples/queue", 30, true, 4), new QueueView(Say("今天到时", "Due today"), "/look/samples/queue?due=today", 23, false),
            new QueueView(Say("待签收", "To accept"), "/look/samples/queue?step=accept", 6, false, 1), new QueueView(Say("已结", "Closed"), "/look/samples/queue?state=closed", 58_251, false),
        ],
        [new FilterTag(Say("状态：在办", "State: open"), "/look/samples/queue"), new FilterTag(Say("单位：七宝镇及下属", "Unit: Qibao and below"), "/look/samples/queue")],
        Filters(), [new QueueSort(Say("最急", "Most urgent"), "/look/samples/queue", true), new QueueSort(Say("最新", "Newest"), "/look/samples/queue?sort=-openedAt", false)],
        [.. Rows().Select(Row)], new Pager(null, "/look/samples/queue?after=abc"), Grouped: true);

    public QueuePage Empty() => Queue() with
    {
        Title = Say("七宝镇，超时", "Qibao Town, overdue"), Subtitle = Say("0 件", "0 cases"), Rows = [], Tags = [],
        Empty = new QueueEmpty(Say("没有超时", "Nothing is overdue"), Say("上一件 09:12 办完", "The last one was done at 09:12"), Calm: true),
    };

    /// <summary>What no clerk would write and every system gets one day.</summary>
    public QueuePage Absurd()
    {
        var whale = string.Concat(Enumerable.Repeat(Say("长江口深水航道以南滩涂围垦", "Donaudampfschifffahrtsgesellschaft"), 12));
        var flags = Enumerable.Range(1, 400).Select(n => new Flag(Say($"第 {n} 次", $"No. {n}"), n % 50 == 1)).ToList();
        var bare = new QueueRow("7", "/look/samples/case-bare", null, null, "", [], "", "", "", "", "");
        return Queue() with
        {
            Title = whale, Subtitle = whale, Pager = new Pager("/look/samples/queue", null),
            Rows =
            [
                Row(Rows()[0]) with { Class = whale, Title = whale, Place = whale, Step = whale[..30], Holder = whale[..40], Channel = whale[..20], Changed = true },
                Row(Rows()[1]) with { Flags = flags },
                Row(Rows()[2]) with { Due = new Remaining(Light.Red, TimeSpan.FromDays(-5012), Counting.Elapsed, now.AddDays(-5012)), Title = "<script>alert('1')</script> & \"quotes\"" },
                Row(Rows()[5]) with { Due = new Remaining(null, TimeSpan.Zero, Counting.Elapsed, null, Paused: true), Gauge = new GaugeLanes(null, new GaugeLane(0, Light.Blue)) },
                bare,
            ],
        };
    }

    internal IReadOnlyList<FieldInput> Filters() =>
    [
        new FieldInput("q", FieldShape.Text, Say("文字", "Words"), Hint: Say("流水号、地点、标题里的字", "Of number, place, title")),
        new FieldInput("class", FieldShape.Suggest, Say("事项", "Class"), Options: [new FieldOption("06011", Say("积存垃圾渣土", "Piled rubble")), new FieldOption("07006", Say("违规牌匾标识", "Illegal signboard"))]),
        new FieldInput("light", FieldShape.CheckList, Say("灯", "Light"), Values: ["red"], Options: [.. Enum.GetValues<Light>().Select(light => new FieldOption(Lights.Css(light), texts.Word(light)))]),
        new FieldInput("state", FieldShape.Choice, Say("状态", "State"), Values: ["open"], Options: [new FieldOption("open", Say("在办", "Open")), new FieldOption("suspended", Say("挂账", "Suspended")), new FieldOption("closed", Say("已结", "Closed"))]),
        new FieldInput("from", FieldShape.Date, Say("登记不早于", "Opened from")),
        new FieldInput("to", FieldShape.Date, Say("登记早于", "Opened before")),
    ];

    private static List<SampleRow> Rows()
    {
        using var stream = typeof(SampleCity).Assembly.GetManifestResourceStream("rows.json")!;
        return JsonSerializer.Deserialize<List<SampleRow>>(stream, Web)!;
    }

    private QueueRow Row(SampleRow row)
    {
        var words = texts.IsChinese ? row.Zh : row.En;
        var left = TimeSpan.FromMinutes(row.Minutes);
        var handling = row.Handling is { } share
            ? new GaugeLane(share, LightAt(share), row.Paused?[0], row.Paused?[1], row.Extended) : null;
        return new QueueRow(row.Number, "/look/samples/case", new Remaining(row.Light, left, Counting.Elapsed, now + left),
            new GaugeLanes(row.Step is { } step ? new GaugeLane(step, LightAt(step)) : null, handling),
            words[0], [.. (texts.IsChinese ? row.FlagsZh : row.FlagsEn).Select(flag => new Flag(flag, row.Loud))], words[1], words[2], words[3], words[4], words[5]);
    }

    private static Light LightAt(double share) => share switch { > 1 => Light.Red, >= .75 => Light.Orange, >= .5 => Light.Yellow, _ => Light.Blue };

    private sealed record SampleRow(
        Light Light, int Minutes, string Number, double? Step, double? Handling, double[]? Paused, double? Extended,
        string[] Zh, string[] En, string[] FlagsZh, string[] FlagsEn, bool Loud);
}

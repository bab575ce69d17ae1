using Liandong.Web.Desk.Models;

namespace Liandong.Web.Look.Samples;

/// <summary>One made-up case: running, suspended, closed, and one of which hardly anything is known.</summary>
public sealed class SampleCase(SampleCity city, Moments moments)
{
    private static readonly Guid Act = new("019a9e3c-7a50-7c3e-9a51-0c9d52a4b111");
    private readonly DateTimeOffset now = moments.Now;

    public CasePage Running() => new(
        "202611170007331", "/look/samples/case", Say("店招松动，大风天有坠落风险", "Loose signboard, may fall in strong wind"), Say("违规牌匾标识", "Illegal signboard"),
        [new Flag(Say("志愿者上报", "From a volunteer")), new Flag(Say("已延 1 次", "Extended once"))],
        new CaseState(Standing.Open, Say("处置", "handling"), Say("七宝镇城管中队", "Qibao Urban Mgmt"), Say("张某", "Zhang"),
            new Remaining(Light.Orange, TimeSpan.FromMinutes(83), Counting.WorkingHours, At(20, 14, 5)), new Remaining(Light.Orange, TimeSpan.FromMinutes(218), Counting.WorkingHours, At(20, 16, 20))),
        Clocks(), Facts(), Duties(), Appeals(), Place(),
        [new EvidenceSheet(Say("处置前，17日 14:12", "Before, 17 Nov 14:12"), "/look/mark.svg", true), new EvidenceSheet(Say("处置后，结案必需", "After; needed to close"), null, true)],
        Acts(), Withheld(), Trace(), 14, new CaseWays("/look/samples/queue", "/look/samples/case", "/look/samples/case-closed"))
    {
        Contacts = new ContactsView(Say("张某，七宝镇城管中队", "Zhang, Qibao Urban Mgmt"),
            [new ContactLine(At(17, 15, 20), Say("张某", "Zhang"), Say("先行联系", "First contact"), Say("已联系上", "reached")), new ContactLine(At(19, 9, 5), Say("张某", "Zhang"), Say("再次联系", "Another contact"), Say("未接通", "nobody reached"))]),
    };

    public CasePage Suspended() => Running() with
    {
        // Told by its name only: there is no point to draw.
        Place = Running().Place! with { Map = null },
        State = new CaseState(Standing.Suspended, null, Say("七宝镇城管中队", "Qibao Urban Mgmt"), null, null, null, At(21, 10, 0)),
        Timetable = Clocks() with
        {
            Lanes = [.. Clocks().Lanes.Select(lane => lane with { DueAt = null, FormerDues = [], Extended = null, Light = Light.Yellow, Pauses = [new LanePiece(At(19, 12, 0), null, Say("挂账：等产权人到场", "Suspended: owner away"))] })],
        },
        Refusal = new RefusalNote(Say("已经退过一次", "returned once already"), Say("本案 11月18日 退单后裁定由你单位主办，裁定后不可再退。", "After the return of 18 Nov the ruling named your unit; no return after a ruling."), Say("看裁定", "See the ruling"), "/look/samples/case"),
    };

    public CasePage Closed() => Running() with
    {
        State = new CaseState(Standing.Closed, null, Say("七宝镇城管中队", "Qibao Urban Mgmt"), null, null, null, ClosedAt: At(20, 9, 40), ClosedAs: Say("实际解决", "resolved"), OnTime: false),
        Timetable = Clocks() with { Lanes = [Clocks().Lanes[1] with { StoppedAt = At(20, 9, 40), DueAt = At(19, 16, 0), FormerDues = [], Extended = null, Name = Say("处置", "Handling") }] },
        Acts = [], Withheld = [], Done = Say("结案已记下，满意度 3 天后定。", "The close is recorded; satisfaction is settled in three days."),
    };

    public CasePage Bare() => new(
        "7", "/look/samples/case-bare", "", "", [], new CaseState(Standing.Open, null, null, null, null, null), null, [], [], [], null, [], [], [],
        new TraceView([], 0, null, false), 1, new CaseWays(null, null, null));

    private string Say(string chinese, string english) => city.Say(chinese, english);

    private DateTimeOffset At(int day, int hour, int minute) => new(now.Year, now.Month, day, hour, minute, 0, TimeSpan.FromHours(8));

    private Timetable Clocks()
    {
        var off = new List<Band>();
        for (var day = 17; day <= 20; day++)
        {
            off.Add(new Band(At(day, 12, 0), At(day, 13, 0)));
            off.Add(new Band(At(day, 17, 0), At(day + 1, 8, 0)));
        }

        var pause = new LanePiece(At(18, 12, 0), At(19, 10, 0), Say("挂账：等产权人到场", "Suspended: owner away"));
        return new Timetable(
        [
            new TimetableLane(Say("环节", "Step"), Light.Orange, At(17, 16, 5), At(20, 14, 5), null, Say("处置 已用 14时37分／16 工作时", "handling: used 14 h 37 of 16 working h"),
                [At(20, 8, 5)], [pause], [new LanePiece(At(17, 14, 41), At(17, 16, 5), Say("签收 1时24分", "accept 1 h 24"))], Say("延期 ＋4 工作时", "extended +4 working h")),
            new TimetableLane(Say("处置", "Handling"), Light.Orange, At(17, 14, 41), At(20, 16, 20), null, null, [At(20, 10, 20)], [pause], []),
        ], off, now);
    }

    private IReadOnlyList<Fact> Facts() =>
    [
        new Fact(Say("事项", "Class"), Say("07006 违规牌匾标识，危及行人", "07006 Illegal signboard, endangers passers-by")),
        new Fact(Say("标准", "Standard"), Say("立案：松动、脱落或遮挡；结案：拆除或加固并拍照", "File: loose, fallen or blocking; close: removed or fixed, with photo")),
        new Fact(Say("性质", "Nature"), Say("投诉", "Complaint")), new Fact(Say("来源", "Source"), Say("热线", "Hotline")),
        new Fact(Say("登记", "Opened"), moments.Short(At(17, 14, 20))), new Fact(Say("关联", "Linked"), Say("同址 店招破损，已结", "Same place, broken signboard, closed"), "/look/samples/case-closed"),
    ];

    private IReadOnlyList<Duty> Duties() =>
    [
        new Duty(Say("区", "District"), Say("城运中心 值班长 何某", "Operations Centre, shift leader He"), "6414 11"), new Duty(Say("镇", "Town"), Say("七宝镇 分管副镇长 马某", "Qibao, deputy mayor Ma"), "6459 02"),
        new Duty(Say("网格", "Grid"), Say("七宝-07-031 网格长 顾某", "Qibao-07-031, head Gu"), Say("短号 731", "ext. 731")),
        new Duty(Say("主办", "Lead"), Say("城管中队 张某", "Urban Mgmt, Zhang"), Say("短号 606", "ext. 606"), Here: true),
        new Duty(Say("协办", "Co"), Say("市场监管所 徐某", "Market office, Xu"), Say("短号 418", "ext. 418"), Light: Light.Blue),
    ];

    private IReadOnlyList<AppealCard> Appeals() =>
    [
        new AppealCard(Say("诉求 1", "Appeal 1"), Say("志愿者 李**", "Volunteer, Li**"), "138****2071", Say("店招歪了，风大的时候会响，下面是放学的路。", "The sign hangs askew and rattles in the wind; children walk home under it."), true, false, null, null, "/look/samples/case"),
        new AppealCard(Say("诉求 2", "Appeal 2"), null, null, Say("催过一次。", "Has chased once."), false, true, Say("已电话答复，11月18日", "Answered by telephone, 18 Nov"), Say("满意", "Satisfied"), null),
    ];

    private CasePlace Place() => new(
        Say("青年路 88 号（糕点店门头）", "88 Qingnian Road, above the bakery"), Say("七宝镇 › 老街居委 › 七宝-07-031", "Qibao › Old Street › Qibao-07-031"),
        new SmallMap(121.3521, 31.1552, Say("青年路 88 号", "88 Qingnian Road"), [.. Enumerable.Range(0, 14).Select(Neighbour)])
        {
            Outline = [[(121.3514, 31.1547), (121.3529, 31.1546), (121.3530, 31.1557), (121.3515, 31.1558), (121.3514, 31.1547)]],
        },
        [
            new NearCase("202611120004415", "/look/samples/case-closed", Say("店招破损", "Broken signboard"), Say("40 米", "40 m"), null, Say("已结", "closed")),
            new NearCase("202611190010770", "/look/samples/case", Say("垃圾箱满溢", "Overflowing bin"), Say("180 米", "180 m"), new Remaining(Light.Yellow, TimeSpan.FromMinutes(130), Counting.Elapsed, now.AddMinutes(130))),
            new NearCase("202611190008714", "/look/samples/case", Say("绿地装修垃圾", "Renovation waste on the green"), Say("260 米", "260 m"), new Remaining(Light.Red, TimeSpan.FromMinutes(-134), Counting.Elapsed, now.AddMinutes(-134))),
        ]);

    private static MapNeighbour Neighbour(int i) =>
        new(121.3521 + (Math.Cos(i * 2.4) * (.0004 + (i * .00012))), 31.1552 + (Math.Sin(i * 2.4) * (.0003 + (i * .0001))), $"{1077 + (i * 37)}-{i % 10}", i % 3 != 0);

    private IReadOnlyList<ActOffer> Acts()
    {
        var url = "/look/samples/case";
        return
        [
            new ActOffer("report", Say("报处置结果", "Report the result"), "check", url, Act, ReportFields(), "R", Main: true, Follows: [Say("交审核岗；审核通过后由回访员回访。", "Goes to the reviewer; once passed, to the call-back clerk.")], Open: true),
            new ActOffer("note", Say("记进展", "Note progress"), "edit", url, Act, [new FieldInput("fields[said]", FieldShape.LongText, Say("进展", "Progress"), Required: true)], "P", Adds: true),
            new ActOffer("contact", Say("记首次联系", "Record first contact"), "phone", url, Act, [new FieldInput("fields[at]", FieldShape.Instant, Say("什么时候", "When"), Required: true), new FieldInput("fields[reached]", FieldShape.YesNo, Say("联系上了", "Reached"))], "C", Adds: true),
            new ActOffer("extend", Say("申请第 2 次延期", "Ask for a second extension"), "clock", url, Act, [new FieldInput("fields[until]", FieldShape.Date, Say("延到", "Until"), Required: true, Hint: Say("最多两次，要在到时之前", "Twice at most, before it is due")), new FieldInput("fields[why]", FieldShape.LongText, Say("理由", "Reason"), Required: true)], "E"),
            new ActOffer("assign", Say("交给", "Hand to"), "user", url, Act, [new FieldInput("fields[person]", FieldShape.Person, Say("经办人", "Person"), Required: true, Options: [new FieldOption("p1", Say("张某", "Zhang")), new FieldOption("p2", Say("李某", "Li"))])], "A"),
        ];
    }

    private IReadOnlyList<FieldInput> ReportFields() =>
    [
        new FieldInput("fields[kind]", FieldShape.Choice, Say("结果", "Result"), Required: true, Values: ["solved"], Options: [new FieldOption("solved", Say("实际解决", "Resolved")), new FieldOption("explained", Say("解释说明", "Explained"))]),
        new FieldInput("fields[text]", FieldShape.LongText, Say("做了什么", "What was done"), Required: true, Values: [Say("店招已加固，四角新增角钢，现场清理完毕。", "Signboard fixed with four angle irons; site cleared.")]),
        new FieldInput("fields[conditions]", FieldShape.CheckList, Say("结案条件", "Closing conditions"), Required: true, Values: ["fixed"], Options: [new FieldOption("fixed", Say("松动部分已拆除或加固", "Loose parts removed or fixed")), new FieldOption("clear", Say("地面无残留物", "Nothing left on the ground"))]),
        new FieldInput("fields[photo]", FieldShape.Photo, Say("处置后照片", "Photo afterwards"), Required: true, Error: Say("还没有处置后照片，本标准结案必需", "There is no photo afterwards; this standard needs one to close")),
    ];

    private IReadOnlyList<ActWithheld> Withheld() =>
    [
        new ActWithheld("return", Say("退单", "Return"), "back", Say("派单异议已于 17日裁定由城管中队主办，裁定后不可再退。", "The objection was ruled on 17 Nov; no return after a ruling.")),
        new ActWithheld("suspend", Say("再挂账", "Suspend again"), "pause", Say("每案一次，已用。", "Once a case; used.")),
    ];

    private TraceView Trace() => new(
    [
        new TraceEntry(At(20, 9, 35), Say("承办岗 张某", "Zhang, handling"), Say("到场，产权人已签整改承诺", "on the spot; the owner signed to mend it"), Say("店招左侧两处膨胀螺栓脱出，已拉警戒带，登高车 11 点到。", "Two bolts out on the left; taped off, lift due at 11."), Record: "#14 ProgressNoted 9f3c2ab0…e21a ← 77b0a1c4…4c19"),
        new TraceEntry(At(20, 8, 10), null, Say("灯转橙：环节已用 80%，提醒已发给 张某", "turned orange: 80% of the step used; Zhang was told"), ByRule: true, Record: "#13 LightTurned 77b0…4c19 ← 1d54…aa07"),
        new TraceEntry(At(19, 16, 20), Say("派单岗 周某", "Zhou, dispatch"), Say("准延期 4 工作时（第 1 次，最多 2 次）", "granted 4 working hours (first of two)"), Say("理由：登高车当日已派往江川路街道抢险。", "The lift was at an emergency in Jiangchuan that day."), Record: "#12 ExtensionGranted 1d54…aa07 ← 02cf…91be"),
        new TraceEntry(At(19, 10, 0), null, Say("挂账到期，两钟继续走", "suspension over; both clocks run on"), ByRule: true),
        new TraceEntry(At(18, 12, 0), Say("派单岗 周某", "Zhou, dispatch"), Say("准挂账到 19日 10:00", "suspended until 19 Nov 10:00"), Say("理由：产权人在外地，次日上午到场。", "The owner is away until the next morning.")),
        new TraceEntry(At(17, 16, 5), Say("城管中队 值班岗", "Urban Mgmt, duty"), Say("签收，交 张某", "accepted, handed to Zhang")),
        new TraceEntry(At(17, 14, 41), Say("派单岗 周某", "Zhou, dispatch"), Say("派给 七宝镇城管中队，协办 七宝市场监管所", "dispatched to Qibao Urban Mgmt, with the market office"), Say("依据：事权清单 07-006 × 七宝镇，主办为镇城管中队。", "By the list of affairs 07-006 × Qibao.")),
        new TraceEntry(At(17, 14, 20), Say("接线岗 刘某", "Liu, hotline"), Say("登记；同址另有 1 件，未并", "registered; one more at the place, not merged")),
    ], 14, At(20, 10, 40), Raw: true);
}

using Liandong.Web.Desk.Models;

namespace Liandong.Web.Look.Samples;

/// <summary>The made-up pages around a case: registering, signing in, importing.</summary>
public sealed class SampleForms(SampleCity city, SampleCase cases, Moments moments)
{
    private readonly DateTimeOffset now = moments.Now;

    public RegisterPage Register() => new(
        "/look/samples/register", "/look/samples/register-aside", new Guid("019a9e3c-7a50-7c3e-9a51-0c9d52a4b112"), "hotline-order", [],
        [
            new RegisterStep(Say("什么事", "What"), [new FieldInput("description", FieldShape.LongText, Say("照说的写", "As it is told"), Values: [Say("小区北门外河边绿地又堆了装修垃圾，今天早上有人用三轮车来倒，已经挡住步道。", "Rubble again on the green by the river outside the north gate; dumped this morning by tricycle, it blocks the path.")]), new FieldInput("class", FieldShape.Suggest, Say("事项", "Class"), Required: true, Values: ["06011"], Options: city.Filters()[1].Options)]),
            new RegisterStep(Say("在哪里", "Where"), [new FieldInput("place", FieldShape.Place, Say("地点", "Place"), Values: [Say("新镇路 456 弄 北门外河边", "456 Xinzhen Rd, north gate, riverside"), "121.3521", "31.1552"]), new FieldInput("area", FieldShape.Choice, Say("片区", "Area"), Error: Say("这个地点不在任何片区里，请选一个", "The point lies in no area; choose one"), Options: [.. Enumerable.Range(1, 12).Select(n => new FieldOption($"a{n}", Say($"第 {n} 居委", $"Committee {n}")))])]),
            new RegisterStep(Say("谁来电", "Who"), [new FieldInput("name", FieldShape.Text, Say("称呼", "Name"), Values: [Say("李女士", "Ms Li")]), new FieldInput("phone", FieldShape.Text, Say("电话", "Telephone"), Hint: Say("加密保存，页面上只显示头尾", "Kept encrypted, shown masked"))]),
            new RegisterStep(Say("急不急", "How urgent"), [new FieldInput("urgency", FieldShape.Choice, Say("紧急程度", "Urgency"), Required: true, Values: ["normal"], Options: [new FieldOption("normal", Say("一般", "Normal")), new FieldOption("urgent", Say("紧急", "Urgent")), new FieldOption("extra", Say("特急", "Very urgent"))])]),
            new RegisterStep(Say("怎样的来件", "Of what kind"), [new FieldInput("nature", FieldShape.Choice, Say("性质", "Nature"), Values: ["complaint"], Options: [.. new[] { Say("咨询", "Consult"), Say("求助", "Help"), Say("投诉", "Complain"), Say("举报", "Report"), Say("建议", "Suggest"), Say("表扬", "Praise") }.Select((word, i) => new FieldOption(i == 2 ? "complaint" : $"n{i}", word))]), new FieldInput("channel", FieldShape.Choice, Say("来源", "Source"), Values: ["hotline"], Options: [new FieldOption("hotline", Say("热线", "Hotline")), new FieldOption("walk-in", Say("来访", "Walk-in")), new FieldOption("web", Say("网页", "Web"))]), new FieldInput("secrecy", FieldShape.Choice, Say("保密", "Secrecy"), Values: ["0"], Options: [new FieldOption("0", Say("一般", "Normal")), new FieldOption("1", Say("保密", "Confidential")), new FieldOption("2", Say("严格保密", "Strict"))])]),
        ],
        Aside());

    public RegisterAside Aside() => new(
        new Consequence(Say("06011 积存垃圾渣土", "06011 Piled rubble"), Say("立案：1 立方米以上；结案：清空并拍照", "File: over 1 m³; close: cleared, with photo"),
        [
            new Fact(Say("签收", "Accept"), Say("2 工作时，今天 13:42 前", "2 working h, by today 13:42")), new Fact(Say("处置", "Handling"), Say("4 工作日，11月26日 10:42 前", "4 working days, by 26 Nov 10:42")),
        ],
        Say("七宝镇城管中队，值班 张某", "Qibao Urban Mgmt, on duty Zhang"), Say("镇绿化市容所", "Town greenery office"), Say("事权清单 06-011 × 七宝镇：装修垃圾偷倒由镇中队主办；河道蓝线外，不归区水务", "List of affairs 06-011 × Qibao: dumped rubble is the town team's; outside the river line, so not Water Affairs")),
        cases.Running().Place!.Near, cases.Running().Place!.Map);

    public SignInPage SignIn(bool code) => new("/look/samples/sign-in", "/",
    [
        new DemoPerson("calltaker", Say("刘某", "Liu"), Say("接线岗", "Call-taker"), Say("城运中心", "Operations Centre")), new DemoPerson("dispatcher", Say("周某", "Zhou"), Say("派单岗", "Dispatcher"), Say("城运中心", "Operations Centre")),
        new DemoPerson("clerk", Say("王某", "Wang"), Say("承办岗", "Clerk"), Say("七宝镇城管中队", "Qibao Urban Mgmt")), new DemoPerson("head", Say("孙某", "Sun"), Say("分管领导", "Head"), Say("七宝镇城管中队", "Qibao Urban Mgmt")),
        new DemoPerson("reviewer", Say("陈某", "Chen"), Say("审核岗", "Reviewer"), null), new DemoPerson("callback", Say("赵某", "Zhao"), Say("回访岗", "Call-back"), null),
        new DemoPerson("supervisor", Say("何某", "He"), Say("督查岗", "Supervisor"), null), new DemoPerson("administrator", Say("顾某", "Gu"), Say("管理员", "Administrator"), null),
    ], code ? null : "wang", code ? null : Say("用户名或密码不对；再错 3 次，账号锁 15 分钟。", "User name or password is wrong; three more failures lock the account for 15 minutes."), code);

    public ImportsPage Imports() => new(
    [
        new ImportRun(4, "boston311_2012H1.csv.gz", "boston311", now.AddMinutes(-1), null, ImportState.Running, 21_400, 21_377, 0, 23, null, 58_251),
        new ImportRun(3, "boston311_2011H2_masked.csv.gz", "boston311", now.AddHours(-1), now.AddHours(-1).AddSeconds(40), ImportState.Done, 58_251, 0, 58_251, 0),
        new ImportRun(2, "boston311_2011H2_masked.csv.gz", "boston311", now.AddHours(-2), now.AddHours(-2).AddSeconds(44), ImportState.Done, 58_251, 58_248, 0, 3, "data/imports/boston311_2011H2_masked.csv.gz.2.refused.csv"),
        new ImportRun(1, "calls.xlsx", "boston311", now.AddDays(-1), now.AddDays(-1), ImportState.Broken, 0, 0, 0, 0, null, null, Say("这不是 CSV 文件；请先另存为 CSV（UTF-8）。", "This is no CSV file; save it as CSV (UTF-8) first.")),
    ]);

    private string Say(string chinese, string english) => city.Say(chinese, english);
}

using Liandong.Web.Desk.Hotline;
using Liandong.Web.Desk.Models;
using Liandong.Work.Calls;
using CallLine = Liandong.Web.Desk.Hotline.CallLine;

namespace Liandong.Web.Look.Samples;

/// <summary>The hotline's desk with made-up calls: two held beside one that is spoken in, a script half read, a notice in force.</summary>
public sealed class SampleCalls(SampleCity city, SampleCase cases, SampleForms forms, Moments moments)
{
    private const string Url = "/look/samples/hotline";

    public CallPage Call()
    {
        var register = forms.Register();
        var near = cases.Running().Place!.Near;
        return new CallPage(Line(CallStanding.Speaks, "****20", -48, null, null), Say("区城管执法局", "Urban Management Bureau"), null, Strip(), register.ActId, register.Procedure, "hotline", null,
            register.Steps, new HotlineAside(register.Aside with { Url = Url }, [Notice()], [Notice()], [Say("位置", "place"), Say("多少", "how much"), Say("从何时起", "since when")], Url, null),
            [.. near.Take(2).Select(c => new CallerCase(c, true, null))], [Ending("chase", "F2", Say("催单", "Chases a case"), "oncase", null), Ending("abusive", "Ctrl+F2", Say("骚扰辱骂", "Abusive"), "close", Say("请您文明用语，我们才能继续。", "Please speak civilly, then we can go on."))],
            "Ctrl+F9", Card(), true, moments.Now.AddSeconds(-5), null, null);
    }

    public HotlineDesk Desk() => new(Strip(), [new FieldOption("L02", Say("线路02（绿化市容）", "Line 02 (Greenery)"))], Guid.Empty, [new Fact(Say("立单", "Registered"), "19"), new Fact(Say("直接答复", "Answered directly"), "18")],
        new HotlineDone(Say("上一个来电：立单。", "The last call: Registered."), null, null), null, Card(), true);

    private CallsStrip Strip() => new([Line(CallStanding.Held, "****17", -130, Say("路灯不亮", "Street lamp out"), "1"), Line(CallStanding.Rings, "****09", -6, null, "2")], "", null);

    private CallLine Line(CallStanding standing, string number, int seconds, string? words, string? key) =>
        new(Guid.Empty, Url, standing, number, Say("962000(已并入12345)", "962000 (now part of 12345)"), moments.Now.AddSeconds(seconds), words, key);

    private NoticeCard Notice() => new("N-2026-031", Say("停水：海棠苑三期", "Water off: Haitang Yuan III"), Say("每天14:00至20:00抢修管道，其间停水。", "A main is being repaired from 14:00 to 20:00 each day; the water is off."), Say("供水单位联络点", "Water supplier"), Say("11月24日", "24 Nov"));

    private static EndingForm Ending(string code, string key, string name, string kind, string? script) => new(code, key, name, kind, script, script is null, 0, script is null ? 0 : 2, [], Guid.Empty, script is not null);

    private List<CardKey> Card() => [new CardKey("F2", Say("催单", "Chases a case")), new CardKey("Ctrl+F2", Say("骚扰辱骂", "Abusive")), new CardKey("Ctrl+F9", Say("保持", "Hold"))];

    private string Say(string chinese, string english) => city.Say(chinese, english);
}

using Liandong.Core.Cases;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Calls;
using Liandong.Work.Cases;

namespace Liandong.Web.Desk.Hotline;

/// <summary>The open and recent cases of the number that is speaking, for the one who speaks with him. The look is noted first.</summary>
public sealed class CallerReading(Node node, CaseReading cases, Texts texts, Moments moments)
{
    private const int Most = 8;
    private static readonly TimeSpan s_recent = TimeSpan.FromDays(90);

    public async Task<IReadOnlyList<CallerCase>> CasesAsync(Signed who, CallView call, CancellationToken cancel)
    {
        if (node.Keys.PhoneKey(call.Phone) is not { } key || call.SettledAt is not null)
        {
            return [];
        }
        await CallReader.LookAsync(node.Calls, call.Id, who.Person.Id, cancel);
        var words = new CityWords(who.City, texts);
        var clocks = new ClockWords(who.City, who.Now);
        var found = await node.Reader.OfCallerAsync(key, who.Scope, who.Now - s_recent, Most, cancel);
        return [.. found.Select(c => new CallerCase(cases.NearCase(c with { Lon = 0, Lat = 0 }, 0, 0, words, clocks) with { Distance = words.Chain(c.Areas)?.Split(" › ")[0] },
            c.State is CaseStatus.Open or CaseStatus.Suspended, c.ClosedAt is { } closed ? texts["hotline.ended", ("day", moments.Short(closed)), ("kind", c.ClosingKind is { } kind ? words.Choice("closingKinds", kind) : "")] : null))];
    }
}

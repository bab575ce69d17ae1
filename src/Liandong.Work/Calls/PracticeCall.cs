using Liandong.Core;
using NpgsqlTypes;

namespace Liandong.Work.Calls;

/// <summary>In a demo city nobody dials: a call that somebody who practises gives himself, mostly from a number that has an open case.</summary>
public static class PracticeCall
{
    private const string Principal = "practice";

    /// <summary>The call as the telephone would have told it; null where the city is no demo.</summary>
    public static async Task<CallView?> RingAsync(CallDesk desk, Guid id, PersonId person, CancellationToken cancel)
    {
        if (!desk.City.Now.Demo)
        {
            return null;
        }
        var number = await NumberAsync(desk, id, cancel);
        var lines = desk.City.Now.Lines.Where(l => TellCall.LineOf(desk.City.Now, l.Number, desk.City.Now.Day(desk.Now)) == l).ToList();
        var line = lines.Count == 0 ? null : lines[id.ToByteArray()[0] % lines.Count].Code;
        await TellCall.RunAsync(desk, Principal, new CallTold(Principal + "-" + id, CallMoment.Ringing, line, number, person, null), cancel);
        return (await TellCall.RunAsync(desk, Principal, new CallTold(Principal + "-" + id, CallMoment.Answered, line, number, person, null), cancel)).Call;
    }

    private static async Task<string?> NumberAsync(CallDesk desk, Guid id, CancellationToken cancel)
    {
        await using var command = desk.Source.CreateCommand("""
            select r.phone from (select case_id from cases where state = 1 order by opened_at desc limit 300) c join reporters r using (case_id)
            where r.phone is not null order by md5(r.case_id::text || $1) limit 1
            """);
        TellCall.Add(command, id.ToString(), NpgsqlDbType.Text);
        return desk.Keys.Decrypt(await command.ExecuteScalarAsync(cancel) as byte[]);
    }
}

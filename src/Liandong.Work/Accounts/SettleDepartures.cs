using Liandong.Core;
using Liandong.Work.Cases;

namespace Liandong.Work.Accounts;

/// <summary>
/// Whose last day is over: the account is closed, and what was his own goes to whom it was given. Done at once by whoever says so after
/// the day, else by the clockwork; what fails once is done the next time, and what is done stays done.
/// </summary>
public static class SettleDepartures
{
    /// <summary>How many were settled to the last.</summary>
    public static async Task<int> RunAsync(Node node, CancellationToken cancel)
    {
        var (city, now) = (node.City.Now, node.Clock.GetUtcNow());
        var day = city.Day(now);
        // Who holds a post all the same has come back, or never went: the city's list of people says who works here.
        var due = (await Departures.OverAsync(node.Source, day, cancel)).Where(d => d.DoneAt is null && city.Staff.PostsOf(d.Person, day).Count == 0).ToList();
        if (due.Count == 0)
        {
            return 0;
        }
        var accounts = new ChangeAccount(node.Source, node.Keys, node.Real);
        foreach (var departure in due)
        {
            // Another key than the departure's own, which is the line that says who leaves; closed already is as good.
            await accounts.RunAsync(new AccountAct(Own(departure.Id), departure.Principal, departure.Person, AccountDeeds.Close, departure.Reason), cancel);
            await HeldWork.MoveRowsAsync(node.Source, departure, now, cancel);
        }
        await RebindWork.RunAsync(node.Desk, cancel);
        var settled = 0;
        foreach (var departure in due)
        {
            var left = await HeldWork.ReadAsync(node.Source, city, departure.Person, cancel);
            if (!left.Any(h => h.Case is not null))
            {
                await Departures.DoneAsync(node.Source, departure.Id, now, cancel);
                settled++;
            }
        }
        return settled;
    }

    private static Guid Own(Guid key)
    {
        var bytes = key.ToByteArray();
        bytes[^1] ^= 1;
        return new Guid(bytes);
    }
}

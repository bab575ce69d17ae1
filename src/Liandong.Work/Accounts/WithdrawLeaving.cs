using Liandong.Core;
using Liandong.Work.Cities;

namespace Liandong.Work.Accounts;

/// <summary>Takes back that somebody will leave, while his last day is not over: the rows that it changed stand again as they stood.</summary>
public static class WithdrawLeaving
{
    private const string File = "people.csv";

    /// <summary>The detail in the log.</summary>
    public const string Detail = "withdrawn";

    public static async Task<LeftOffice> RunAsync(Node node, Guid key, PersonId by, PersonId person, string? reason, CancellationToken cancel)
    {
        var today = node.City.Now.Day(node.Clock.GetUtcNow());
        if (by == person)
        {
            return new LeftOffice(new Refusal(Refusals.NotOnYourself), null);
        }
        if (key == Guid.Empty || (reason?.Trim().Length ?? 0) is < ChangeAccount.ShortestReason or > ChangeAccount.LongestReason)
        {
            return new LeftOffice(new Refusal(Refusals.FieldMissing, "reason"), null);
        }
        if (await Departures.OfAsync(node.Source, person, cancel) is not { DoneAt: null } departure || today > departure.LastDay)
        {
            return new LeftOffice(new Refusal(Refusals.NotFound), null);
        }
        if (await BackAsync(node, departure.Id, cancel) is not { } edits)
        {
            return new LeftOffice(new Refusal(Refusals.Stale), null);
        }
        var changed = edits.Count == 0 ? new CityChanged(null, [], [], [])
            : await ChangeCity.RunAsync(node, new CityWish(by, reason!.Trim(), key, node.City.Now.Hash, edits), cancel);
        if (!changed.IsRefused)
        {
            await Departures.WithdrawAsync(node.Source, departure.Id, cancel);
            await AccountLog.WriteAsync(node.Source, new AccountLine(key, node.Real.GetUtcNow(), by, person, AccountDeeds.Leave, reason, Detail), cancel);
        }
        return new LeftOffice(null, changed);
    }

    /// <summary>The edits that undo what the leaving changed; null when one of its rows was changed again since.</summary>
    private static async Task<List<CityEdit>?> BackAsync(Node node, Guid departure, CancellationToken cancel)
    {
        if (await CityVersions.ByKeyAsync(node.Source, departure, cancel) is not { } version)
        {
            return [];
        }
        var before = (await CityVersions.ListAsync(node.Source, 1, cancel, version.No)).Single();
        var (was, made, now) = (await RowsAsync(node, before.No, cancel), await RowsAsync(node, version.No, cancel), await RowsAsync(node, null, cancel));
        var edits = new List<CityEdit>();
        foreach (var code in was.Keys.Union(made.Keys, StringComparer.Ordinal))
        {
            var (old, then, stands) = (was.GetValueOrDefault(code), made.GetValueOrDefault(code), now.GetValueOrDefault(code));
            if (Same(old, then) || Same(old, stands))
            {
                continue;
            }
            if (!Same(then, stands))
            {
                return null;
            }
            string[] name = [(old ?? then)!.Cell("code"), (old ?? then)!.Cell("post")];
            edits.Add(old is null ? new RowGone(File, name) : stands is null ? new NewRow(File, old.Cells) : new RowEdit(File, name, old.Cells));
        }
        return edits;
    }

    private static async Task<Dictionary<string, CsvLine>> RowsAsync(Node node, int? version, CancellationToken cancel) =>
        CsvRows.Read((await CityVersions.FilesAsync(node.Source, version, cancel))!.Files[File]).Rows().ToDictionary(r => CityTables.Code([r.Cell("code"), r.Cell("post")]), StringComparer.Ordinal);

    private static bool Same(CsvLine? one, CsvLine? other) => one is null || other is null ? one is null && other is null : one.Cells.All(c => other.Cell(c.Key) == c.Value);
}

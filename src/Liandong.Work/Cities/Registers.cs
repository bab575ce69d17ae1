namespace Liandong.Work.Cities;

/// <summary>Checks that more than one register needs.</summary>
internal static class Registers
{
    /// <summary>Tells every row whose parents lead back to it. The end of a broken chain is told elsewhere.</summary>
    public static void CheckCircles(IEnumerable<(string Code, CsvRow Row)> rows, IReadOnlyDictionary<string, string?> parents) =>
        CheckCircles(rows, parents, "stands in a circle of parents; one of them must end elsewhere", "上级关系成环,其中一个须另有上级");

    /// <summary>Tells every row whose successors lead back to it: its work would go round for ever.</summary>
    public static void CheckSuccession(IEnumerable<(string Code, CsvRow Row)> rows, IReadOnlyDictionary<string, string?> successors) =>
        CheckCircles(rows, successors, "stands in a circle of successors; one of them must go on, or be followed by another", "继任关系成环,其中一个须继续存续,或另有继任");

    private static void CheckCircles(IEnumerable<(string Code, CsvRow Row)> rows, IReadOnlyDictionary<string, string?> parents, string english, string chinese)
    {
        foreach (var (code, row) in rows)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var at = parents.GetValueOrDefault(code);
            while (at is not null && at != code && seen.Add(at))
            {
                at = parents.GetValueOrDefault(at);
            }

            if (at == code)
            {
                row.Fault(code, english, chinese);
            }
        }
    }

    /// <summary>Tells an alias that means something else already.</summary>
    public static void CheckAliases(CsvRow row, string code, IEnumerable<string> aliases, Dictionary<string, string> taken, string scope = "")
    {
        foreach (var alias in aliases)
        {
            var key = scope + '\n' + alias.ToUpperInvariant();
            if (!taken.TryAdd(key, code) && taken[key] != code)
            {
                row.Fault(alias, $"is an alias of {taken[key]} already", $"已是 {taken[key]} 的别名");
            }
        }
    }
}

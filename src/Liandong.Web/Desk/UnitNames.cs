using Liandong.Core.Units;

namespace Liandong.Web.Desk;

/// <summary>Units found by a few letters of what people call them.</summary>
public static class UnitNames
{
    /// <summary>What else than that a unit is called: in the other language, spoken, formerly.</summary>
    public static string? Words(Unit? unit, string shown) => unit is null ? null : string.Join(' ', unit.Aliases.Prepend(unit.Name.En).Prepend(unit.Name.Zh).Where(n => n != shown));

    /// <summary>What begins with the letters before what has them; names before former names.</summary>
    public static int? Rank(Unit unit, string shown, string said)
    {
        string[] names = [shown, unit.Code.Value, unit.Name.Zh, unit.Name.En, .. unit.Aliases];
        return names.Any(n => n.StartsWith(said, StringComparison.OrdinalIgnoreCase)) ? 0 : names.Any(n => Has(n, said)) ? 1 : null;
    }

    /// <summary>The letters stand in it in this order, whatever lies between: 莘城管 finds 莘庄镇城管中队.</summary>
    private static bool Has(string name, string said)
    {
        if (name.Contains(said, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }
        var at = 0;
        foreach (var letter in name)
        {
            at += at < said.Length && letter == said[at] ? 1 : 0;
        }
        return at == said.Length && said.Any(c => c > '\u2E80');
    }
}

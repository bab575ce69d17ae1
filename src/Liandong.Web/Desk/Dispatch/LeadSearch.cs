using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Procedures;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cases;

namespace Liandong.Web.Desk.Dispatch;

/// <summary>Another lead for a case, found by a few letters: only units that the act may name now.</summary>
public sealed class LeadSearch(Node node, Texts texts)
{
    private const int Most = 8;
    private const int LongestSaid = 60;

    public async Task<IReadOnlyList<FieldOption>> FindAsync(Signed who, string number, string said, CancellationToken cancel)
    {
        said = said.Trim();
        if (said.Length is 0 or > LongestSaid || await LoadedCase.FindAsync(node.Source, number, who.Scope, cancel) is not { } id
            || await LoadedCase.ReadAsync(node.Source, id, cancel) is not { } loaded)
        {
            return [];
        }
        var s = await ActOnCase.SituationAsync(node.Desk, who.Person.Id, loaded.State, who.Now, cancel);
        if (DispatchActs.Sends(s.Procedure, loaded.State.Step, who) is not { } act || act.Fields.FirstOrDefault(f => f.Type == FieldType.Unit) is not { } field)
        {
            return [];
        }
        var words = new CityWords(who.City, texts);
        return
        [
            .. from option in FieldChecks.Options(field, act, s, loaded.State) ?? []
               let name = words.In(option.Name)
               let rank = Rank(who.City.Units.Find(new UnitCode(option.Code))!, name, said)
               where rank is not null
               orderby rank, name.Length
               select new FieldOption(option.Code, name),
        ];
    }

    /// <summary>What begins with the letters before what has them; names before former names.</summary>
    private static int? Rank(Core.Units.Unit unit, string shown, string said)
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

    /// <summary>The best of them.</summary>
    public static IReadOnlyList<FieldOption> First(IReadOnlyList<FieldOption> found) => [.. found.Take(Most)];
}

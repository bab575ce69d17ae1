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
               let rank = UnitNames.Rank(who.City.Units.Find(new UnitCode(option.Code))!, name, said)
               where rank is not null
               orderby rank, name.Length
               select new FieldOption(option.Code, name),
        ];
    }

    /// <summary>The best of them.</summary>
    public static IReadOnlyList<FieldOption> First(IReadOnlyList<FieldOption> found) => [.. found.Take(Most)];
}

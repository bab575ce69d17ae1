using Liandong.Core;
using Liandong.Core.Calendars;
using Liandong.Core.Cities;

namespace Liandong.Work.Cities;

/// <summary>Reads the lists of choices of <c>city.json</c>, facets and grounds.</summary>
/// <param name="calendar">The calendar of limits that name none.</param>
internal sealed class ChoicesReading(JsonSlips slips, string calendar)
{
    private static readonly string[] s_plain = ["code", "name"];

    /// <summary>A list of the city.</summary>
    public IReadOnlyList<Choice> List(string list, LocatedJson? at) => Read(at, list switch
    {
        "natures" => [.. s_plain, "limit"],
        "channels" => [.. s_plain, "procedure", "verify"],
        _ => s_plain,
    });

    public IReadOnlyList<Facet> Facets(LocatedJson? at)
    {
        var facets = new List<Facet>();
        foreach (var (_, item) in at?.Members ?? [])
        {
            slips.OnlyMembers(item, [.. s_plain, "choices"]);
            var (code, name) = CodeAndName(item, facets.Select(f => f.Code));
            if (item["choices"] is null)
            {
                slips.Tell(item, "needs choices", "缺少 choices");
            }

            facets.Add(new Facet(code, name, Read(item["choices"], s_plain)));
        }

        return facets;
    }

    public IReadOnlyList<Ground> Grounds(LocatedJson? at)
    {
        var grounds = new List<Ground>();
        foreach (var (_, item) in at?.Members ?? [])
        {
            slips.OnlyMembers(item, ["layer", "levels"]);
            var ground = new Ground(item["layer"]?.Text ?? "", [.. (item["levels"]?.Members ?? []).Select(l => l.Value.Text)]);
            if (ground.Layer.Length == 0 || ground.Levels.Count == 0 || grounds.Any(g => g.Layer == ground.Layer))
            {
                slips.Tell(item, "needs a layer of its own and its levels", "须有不重复的 layer 和 levels");
                continue;
            }

            slips.Note("ground", item["layer"]!);
            foreach (var (_, level) in item["levels"]!.Members)
            {
                slips.Note("ground " + ground.Layer, level);
            }

            grounds.Add(ground);
        }

        return grounds;
    }

    private List<Choice> Read(LocatedJson? at, IReadOnlyList<string> members)
    {
        var choices = new List<Choice>();
        foreach (var (_, item) in at?.Members ?? [])
        {
            slips.OnlyMembers(item, members);
            var (code, name) = CodeAndName(item, choices.Select(c => c.Code));
            if (item["procedure"] is { } procedure)
            {
                slips.Note("procedure", procedure);
            }

            choices.Add(new Choice(code, name)
            {
                Limit = LimitOf(item["limit"]), Procedure = item["procedure"]?.Text, Verify = slips.YesNo(item["verify"]),
            });
        }

        if (at is not null && choices.Count == 0)
        {
            slips.Tell(at, "is a list without a choice", "列表为空");
        }

        return choices;
    }

    private (string Code, LocalName Name) CodeAndName(LocatedJson item, IEnumerable<string> taken)
    {
        var (code, name) = (item["code"]?.Text ?? "", slips.Name(item["name"]) ?? new LocalName("", ""));
        if (code.Length == 0 || item["name"] is null || taken.Contains(code, StringComparer.Ordinal))
        {
            slips.Tell(item, "needs a code of its own and a name", "须有不重复的 code 和 name");
        }

        return (code, name);
    }

    private Limit? LimitOf(LocatedJson? at)
    {
        if (at is null)
        {
            return null;
        }

        if (!Limit.TryParse(at.Text, calendar, out var limit, out var reason))
        {
            slips.Tell(at, reason, "不是时限,应如 1 working-day");
        }

        return limit;
    }
}

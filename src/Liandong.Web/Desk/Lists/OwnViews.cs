using Liandong.Core.Cases;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cases;
using Liandong.Work.Views;

namespace Liandong.Web.Desk.Lists;

/// <summary>A person's own views at the side of his pages, each with what stands in it now.</summary>
public sealed class OwnViews(Node node, DeskViews counts)
{
    /// <summary>So many are counted, and have a key of their own.</summary>
    private const int Counted = 9;

    public async Task<IReadOnlyList<SideLink>> LinksAsync(Signed who, Texts texts, CancellationToken cancel)
    {
        var standing = DeskViews.Of(who, texts);
        var kept = (await SavedViews.ReadAsync(node.Source, who.Person.Id, cancel)).Select(v => (v.Name, Filter: QueueFilter.Of(v.Address, who, standing))).ToList();
        // Words are looked for when somebody asks, not with every page.
        var counted = kept.Take(Counted).Select(k => k.Filter.Query).Where(q => q.Words is null).ToList();
        var late = counted.Where(Runs).ToDictionary<CaseQuery, CaseQuery, CaseQuery>(q => q, DeskViews.Late, ReferenceEqualityComparer.Instance);
        var known = await counts.CountsAsync(who, counted.Concat(late.Values), cancel);
        return [.. kept.Select((k, i) => new SideLink(k.Name, k.Filter.Url(), known.TryGetValue(k.Filter.Query, out var count) ? count : null, late.TryGetValue(k.Filter.Query, out var red) ? known[red] : 0, count >= DeskViews.Most)
        {
            Key = i < Counted ? "Digit" + (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
        })];
    }

    /// <summary>Has lights that are not all one.</summary>
    private static bool Runs(CaseQuery q) => q is { Light: null, States.Count: > 0 } && q.States.All(s => s is CaseStatus.Open or CaseStatus.Suspended);
}

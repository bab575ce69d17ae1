using Liandong.Core.Cases;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
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
        var links = new List<SideLink>();
        foreach (var (i, view) in (await SavedViews.ReadAsync(node.Source, who.Person.Id, cancel)).Index())
        {
            var filter = QueueFilter.Of(view.Address, who, standing);
            var link = new SideLink(view.Name, filter.Url()) { Key = i < Counted ? "Digit" + (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : null };
            // Words are looked for when somebody asks, not with every page.
            links.Add(i < Counted && filter.Query.Words is null ? await CountedAsync(who, link, filter, cancel) : link);
        }
        return links;
    }

    private async Task<SideLink> CountedAsync(Signed who, SideLink link, QueueFilter filter, CancellationToken cancel)
    {
        var count = await counts.CountAsync(who, filter.Query, cancel);
        var runs = count > 0 && filter.Query is { Light: null, States.Count: > 0 } && filter.Query.States.All(s => s is CaseStatus.Open or CaseStatus.Suspended);
        return link with { Count = count, AtLeast = count >= DeskViews.Most, Late = runs ? await counts.CountAsync(who, DeskViews.Late(filter.Query), cancel) : 0 };
    }
}

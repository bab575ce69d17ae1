using Liandong.Web.Look;
using Liandong.Web.SignIn;

namespace Liandong.Web.Desk;

/// <summary>What stands around every page of a desk: the person, his views with counts, the other desks.</summary>
public static class DeskFrames
{
    private static readonly string[] s_counted = ["mine", "unit", "open"];

    private static readonly (string Path, string Key)[] s_lists = [("/review", "review.title"), ("/call-back", "calls.title"), ("/round", "round.title")];

    public static async ValueTask<DeskFrame> OfAsync(HttpContext context)
    {
        if (Signed.Of(context) is not { } who)
        {
            return DeskFrame.Nobody;
        }
        var texts = context.RequestServices.GetRequiredService<Texts>();
        var counts = context.RequestServices.GetRequiredService<DeskViews>();
        var words = new CityWords(who.City, texts);
        var post = who.Actor.Posts.Count == 0 ? null : who.Actor.Posts[0];
        var links = await LinksAsync(who, counts, DeskViews.Of(who, texts), context.RequestAborted);
        var own = await context.RequestServices.GetRequiredService<Lists.OwnViews>().LinksAsync(who, texts, context.RequestAborted);
        return new DeskFrame(words.Line(who.Person, post),
        [
            new SideGroup(post is null ? texts["side.desk"] : words.Role(post.Role), links),
            .. own.Count == 0 ? Array.Empty<SideGroup>() : [new SideGroup(texts["views.title"], [.. own, new SideLink(texts["views.edit"], "/cases/views")])],
            new SideGroup(texts["side.more"], [.. Others(who, texts), .. await Knowledge.KnowledgeReading.LinksAsync(context, who, texts)]),
        ])
        {
            Code = who.Person.Id.Value,
            Note = who.City.Living?.Rate("scale") is { } scale and > 0 ? texts["side.scale", ("n", scale.ToString(System.Globalization.CultureInfo.InvariantCulture))] : null,
        };
    }

    private static async ValueTask<List<SideLink>> LinksAsync(Signed who, DeskViews counts, IReadOnlyList<DeskView> views, CancellationToken cancel)
    {
        var counted = views.Where(v => v.Key != "closed").ToList();
        var late = counted.Where(v => s_counted.Contains(v.Key)).ToDictionary(v => v, v => DeskViews.Late(v.Query));
        var known = await counts.CountsAsync(who, counted.Select(v => v.Query).Concat(late.Values), cancel);
        return [.. views.Select(v => !counted.Contains(v) ? new SideLink(v.Label, v.Url)
            : new SideLink(v.Label, v.Url, known[v.Query], late.TryGetValue(v, out var red) ? known[red] : 0, known[v.Query] >= DeskViews.Most))];
    }

    private static IEnumerable<SideLink> Others(Signed who, Texts texts)
    {
        if (who.Admits("GET", "/station"))
        {
            yield return new SideLink(texts["station.title"], "/station");
        }
        if (who.City.Board is not null && who.Admits("GET", "/board"))
        {
            yield return new SideLink(texts["board.title"], "/board");
        }
        if (who.Admits("GET", "/cases/new"))
        {
            yield return new SideLink(texts["register.title"], "/cases/new");
        }
        if (who.Admits("GET", "/dispatch"))
        {
            yield return new SideLink(texts["dispatch.title"], "/dispatch");
        }
        foreach (var (path, key) in s_lists.Where(l => who.Admits("GET", l.Path)))
        {
            yield return new SideLink(texts[key], path);
        }
        if (who.Admits("GET", "/dispatch/objections"))
        {
            yield return new SideLink(texts["objections.title"], "/dispatch/objections");
        }
        if (who.Admits("GET", "/shift"))
        {
            yield return new SideLink(texts["shift.title"], "/shift");
        }
        if (who.City.Hotline is not null && who.Admits("GET", "/hotline"))
        {
            yield return new SideLink(texts["hotline.title"], "/hotline");
        }
        if (who.Admits("GET", "/imports"))
        {
            yield return new SideLink(texts["imports.title"], "/imports");
        }
        if (who.Admits("GET", "/admin/people"))
        {
            yield return new SideLink(texts["people.title"], "/admin/people");
        }
        if (who.Admits("GET", "/admin"))
        {
            yield return new SideLink(texts["admin.title"], "/admin");
        }
        yield return new SideLink(texts["blocks.title"], "/me/blocks");
        yield return new SideLink(texts["me.title"], "/me");
    }
}

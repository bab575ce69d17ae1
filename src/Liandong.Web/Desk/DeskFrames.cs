using Liandong.Web.Look;
using Liandong.Web.SignIn;

namespace Liandong.Web.Desk;

/// <summary>What stands around every page of a desk: the person, his views with counts, the other desks.</summary>
public static class DeskFrames
{
    private static readonly string[] s_counted = ["mine", "unit", "open"];

    /// <summary>The desks beside the lists of cases, with the key of their title, in the order in which they stand at the side.</summary>
    public static IReadOnlyList<(string Path, string Title)> Desks { get; } =
    [
        ("/station", "station.title"), ("/board", "board.title"), ("/cases/new", "register.title"), ("/dispatch", "dispatch.title"), ("/review", "review.title"),
        ("/call-back", "calls.title"), ("/round", "round.title"), ("/dispatch/objections", "objections.title"), ("/shift", "shift.title"), ("/hotline", "hotline.title"),
        ("/imports", "imports.title"), ("/admin/people", "people.title"), ("/admin", "admin.title"),
    ];

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

    private static IEnumerable<SideLink> Others(Signed who, Texts texts) =>
    [
        .. Desks.Where(d => Has(who.City, d.Path) && who.Admits("GET", d.Path)).Select(d => new SideLink(texts[d.Title], d.Path)),
        new SideLink(texts["blocks.title"], "/me/blocks"), new SideLink(texts["me.title"], "/me"),
    ];

    /// <summary>A city without board or telephone has no such desk.</summary>
    public static bool Has(Core.Cities.City city, string desk) => desk switch
    {
        "/board" => city.Board is not null,
        "/hotline" => city.Hotline is not null,
        _ => true,
    };
}

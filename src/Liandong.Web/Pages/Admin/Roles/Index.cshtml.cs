using Liandong.Web.Desk;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Admin.Roles;

/// <summary>A role in words.</summary>
/// <param name="Acts">By procedure, by their labels.</param>
/// <param name="Waits">Steps that wait for it.</param>
/// <param name="Desks">That it opens and not everybody does.</param>
public sealed record RoleWords(string Code, string Name, int People, IReadOnlyList<(string Procedure, string Acts)> Acts, IReadOnlyList<string> Waits, bool Callers, IReadOnlyList<string> Desks);

/// <summary>What each role may do, read out of the procedures and the table of routes that decide it.</summary>
public sealed class IndexModel(Texts texts) : PageModel
{
    public IReadOnlyList<RoleWords> Roles { get; private set; } = [];

    public void OnGet()
    {
        var who = Signed.Need(HttpContext);
        var (city, words, day) = (who.City, new CityWords(who.City, texts), who.City.Day(who.Now));
        var held = city.Staff.Holdings.Where(h => !(day < h.From) && !(day > h.To)).ToLookup(h => city.Staff.FindPost(h.Post)!.Role, h => h.Person, StringComparer.Ordinal);
        Roles = [.. city.Staff.Posts.Select(p => p.Role).Distinct().Select(role => new RoleWords(role, words.Role(role), held[role].Distinct().Count(),
            [.. from p in city.Procedures.Values.OrderBy(p => p.Code, StringComparer.Ordinal)
                let acts = p.Acts.Where(a => a.Roles.Contains(role)).Select(a => words.In(a.Label)).ToList()
                where acts.Count > 0
                select (words.In(p.Name), string.Join(texts["list.comma"], acts))],
            [.. city.Procedures.Values.SelectMany(p => p.Steps.Values).Where(s => s.Role == role).Select(s => words.In(s.Name)).Distinct()],
            RouteTable.Find("*", "/cases/{number}/reporter")!.Roles.Contains(role),
            [.. DeskFrames.Desks.Where(d => DeskFrames.Has(city, d.Path) && RouteTable.All.Any(l => l.Pattern == d.Path && l.Roles.Contains(role))).Select(d => texts[d.Title])]))];
    }
}

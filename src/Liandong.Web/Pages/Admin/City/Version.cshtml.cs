using Liandong.Web.Desk;
using Liandong.Web.Desk.Admin;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cities;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Admin.City;

/// <summary>What a version changed in the one before it, or in any other.</summary>
public sealed class VersionModel(Node node, Texts texts) : PageModel
{
    private const int PageSize = 200;

    public CityVersion Version { get; private set; } = null!;

    public string By { get; private set; } = "";

    public int? With { get; private set; }

    public IReadOnlyList<ChangeLine> Changes { get; private set; } = [];

    public int All { get; private set; }

    public Pager Pager { get; private set; } = new(null, null);

    public async Task<IActionResult> OnGetAsync(int no, int? with, int from, CancellationToken cancel)
    {
        if (await CityVersions.OneAsync(node.Source, no, cancel) is not { } version || (with is { } other && await CityVersions.OneAsync(node.Source, other, cancel) is null))
        {
            return NotFound();
        }
        var changes = with is { } older
            ? CityDifference.Between(await CityVersions.FilesAsync(node.Source, older, cancel), (await CityVersions.FilesAsync(node.Source, no, cancel))!)
            : [.. (await CityVersions.ChangesAsync(node.Source, no, cancel)).Select(c => c.Change)];
        var words = new CityFileWords(texts);
        (Version, With, All, By) = (version, with, changes.Count, new CityWords(Signed.Need(HttpContext).City, texts).Person(version.Principal));
        from = Math.Max(0, from);
        Changes = [.. changes.Skip(from).Take(PageSize).Select(c => CityPosts.Line(words, c))];
        string At(int row) => $"/admin/city/versions/{no}?from={row}{(with is { } w ? "&with=" + w : "")}";
        Pager = new Pager(from > 0 ? At(Math.Max(0, from - PageSize)) : null, from + PageSize < changes.Count ? At(from + PageSize) : null);
        return Page();
    }
}

using Liandong.Web.Desk;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cities;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Admin.City;

/// <summary>What came into force: when, by whom, why.</summary>
public sealed class VersionsModel(Node node, Texts texts) : PageModel
{
    private const int PageSize = 50;

    public IReadOnlyList<CityVersion> Versions { get; private set; } = [];

    public Pager Pager { get; private set; } = new(null, null);

    public string Person(string code) => new CityWords(Signed.Need(HttpContext).City, texts).Person(code);

    public async Task OnGetAsync(int? below, CancellationToken cancel)
    {
        var found = await CityVersions.ListAsync(node.Source, PageSize + 1, cancel, below ?? int.MaxValue);
        Versions = [.. found.Take(PageSize)];
        Pager = new Pager(below is null ? null : "/admin/city/versions", found.Count > PageSize ? $"/admin/city/versions?below={Versions[^1].No}" : null);
    }
}

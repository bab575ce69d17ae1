using Liandong.Web.Desk.Knowledge;
using Liandong.Web.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Knowledge;

/// <summary>The articles of a unit, those that the hotline found of no use first.</summary>
public sealed class IndexModel(KnowledgeReading reading) : PageModel
{
    public KnowledgePage View { get; private set; } = null!;

    public bool Done { get; private set; }

    public async Task OnGetAsync(string? done, CancellationToken cancel) => (View, Done) = (await reading.ListAsync(Signed.Need(HttpContext), cancel), done is not null);
}

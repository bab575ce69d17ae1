using Liandong.Web.Desk;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Views;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace Liandong.Web.Pages.Cases;

/// <summary>One's own views of the queue: saved from it, renamed and removed here.</summary>
public sealed class ViewsModel(Node node, TimeProvider real, Texts texts) : PageModel
{
    public IReadOnlyList<SavedView> Views { get; private set; } = [];

    public RefusalNote? Refusal { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel) => Views = await SavedViews.ReadAsync(node.Source, Signed.Need(HttpContext).Person.Id, cancel);

    public async Task<IActionResult> OnPostAsync(Guid id, string? name, string? address, bool remove, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        if (remove)
        {
            await SavedViews.RemoveAsync(node.Source, who.Person.Id, id, cancel);
            return LocalRedirect("/cases/views");
        }
        var view = new SavedView(id, name ?? "", Canonical(who, address));
        if (await SavedViews.SaveAsync(node.Source, who.Person.Id, view, real.GetUtcNow(), cancel) is { } refused)
        {
            await OnGetAsync(cancel);
            Refusal = refused.Field is "views" ? new RefusalNote(texts["views.save"], texts["views.many", ("n", SavedViews.Most)])
                : new RefusalWords(new CityWords(who.City, texts), texts).Note(texts["views.save"], refused);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        return LocalRedirect("/cases?" + view.Address);
    }

    /// <summary>Only what a queue understands, in its own order: the address of the view is the address of the page.</summary>
    private string Canonical(Signed who, string? address) => QueueFilter.Of(address ?? "", who, DeskViews.Of(who, texts)).Url().Split('?', 2) is [_, var query] ? query : "";
}

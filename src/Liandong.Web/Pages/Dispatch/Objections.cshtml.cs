using Liandong.Web.Desk.Dispatch;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Dispatch;

/// <summary>Returns that wait for a ruling. The ruling is the act of the case page, in the same form.</summary>
public sealed class ObjectionsModel(ObjectionsReading reading, Texts texts) : PageModel
{
    public ObjectionsPage View { get; private set; } = null!;

    public async Task OnGetAsync(string? number, string? done, CancellationToken cancel)
    {
        View = await reading.ReadAsync(Signed.Need(HttpContext), number, cancel);
        View = done is null ? View : View with { Done = texts["objections.ruled"] };
    }
}

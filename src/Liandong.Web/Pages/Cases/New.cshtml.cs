using Liandong.Core;
using Liandong.Web.Desk;
using Liandong.Web.Desk.Models;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cases;
using Liandong.Work.Files;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Cases;

/// <summary>Registers a case; beside the form stands what will happen.</summary>
[RequestSizeLimit(MostPhotos * (KeptFiles.Largest + FormAround))]
public sealed class NewModel(Node node, RegisterReading reading, ActPosts posts) : PageModel
{
    private const long MostPhotos = 18;
    private const long FormAround = 64 * 1024;
    private const int LongestSaid = 200;

    public RegisterPage View { get; private set; } = null!;

    public async Task OnGetAsync(string? procedure, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        View = await reading.PageAsync(who, new RegisterForm(who.City, who.City.Day(who.Now), null, procedure), Guid.NewGuid(), null, cancel);
    }

    /// <summary>Places for what is typed so far; asked by the script of the field.</summary>
    public IActionResult OnGetPlaces(string? q) => Partial("_PlaceOptions", reading.Places(Signed.Need(HttpContext), q is { Length: <= LongestSaid } ? q : ""));

    /// <summary>The form as it stands: what would happen. With script the aside alone, without it the page.</summary>
    public async Task<IActionResult> OnPostAsideAsync(Guid key, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        var form = new RegisterForm(who.City, who.City.Day(who.Now), Request.Form) { Proposes = true };
        if (Request.Headers.ContainsKey("HX-Request"))
        {
            return Partial("_RegisterAside", await reading.AsideAsync(who, form, cancel));
        }
        View = await reading.PageAsync(who, form, key == Guid.Empty ? Guid.NewGuid() : key, null, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid key, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        var form = new RegisterForm(who.City, who.City.Day(who.Now), Request.Form);
        if (key == Guid.Empty)
        {
            return BadRequest();
        }
        var procedure = RegisterReading.ProcedureOf(who, form);
        var (asked, refusal) = await posts.FieldsAsync(procedure.Opening, Request.Form, who.Person.Id, key, cancel);
        refusal = form.Wrong() ?? refusal;
        if (refusal is null)
        {
            var act = ActPosts.ActOf(key, who.Person.Id, Request.Path, form.Fields.Concat(asked).ToDictionary(f => f.Key, f => f.Value));
            var answer = await RegisterCase.RunAsync(node.Desk, act, form.ToRegistration() with { Procedure = procedure.Code, Fields = asked }, cancel);
            if (answer.Case is { } registered)
            {
                return LocalRedirect($"/cases/{registered.State.Facts!.Number}?done=register");
            }
            refusal = answer.Refusal!;
        }
        View = await reading.PageAsync(who, form, key, refusal, cancel, new ActTried(procedure.Opening.Name, key, asked, refusal));
        Response.StatusCode = refusal.Code is Refusals.Busy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}

using Liandong.Core;
using Liandong.Web.Desk;
using Liandong.Web.Desk.Models;
using Liandong.Web.Desk.Station;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cases;
using Liandong.Work.Files;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Station;

/// <summary>The station: found, dissuaded, handled or reported in one flow.</summary>
[RequestSizeLimit(MostPhotos * (KeptFiles.Largest + FormAround))]
public sealed class IndexModel(Node node, StationReading reading, ActPosts posts) : PageModel
{
    private const long MostPhotos = 18;
    private const long FormAround = 64 * 1024;

    public StationPage View { get; private set; } = null!;

    public async Task OnGetAsync(string? procedure, string? done, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        View = await reading.ReadAsync(who, new RegisterForm(who.City, who.City.Day(who.Now), null, procedure), Guid.NewGuid(), null, null, done, cancel);
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
            var registration = form.ToRegistration();
            var channel = who.City.Lists["channels"].FirstOrDefault(c => who.City.ProcedureOf(c.Code) == procedure.Code)?.Code;
            var act = ActPosts.ActOf(key, who.Person.Id, Request.Path, form.Fields.Concat(asked).ToDictionary(f => f.Key, f => f.Value));
            var answer = await RegisterCase.RunAsync(node.Desk, act, registration with
            {
                Procedure = procedure.Code, Fields = asked, Channel = channel, WantsAnswer = false,
                Area = registration.Area ?? (registration.Place?.Lon is null ? StationReading.Home(who) : null),
            }, cancel);
            if (answer.Case is { } registered)
            {
                return LocalRedirect($"/station?procedure={procedure.Code}&done={registered.State.Facts!.Number}");
            }
            refusal = answer.Refusal!;
        }
        View = await reading.ReadAsync(who, form, key, refusal, new ActTried(procedure.Opening.Name, key, asked, refusal), null, cancel);
        Response.StatusCode = refusal.Code is Refusals.Busy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}

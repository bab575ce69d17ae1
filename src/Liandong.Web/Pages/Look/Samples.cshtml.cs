using Liandong.Web.Look;
using Liandong.Web.Look.Samples;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Look;

/// <summary>Every page with made-up data, for looking at; there only when the host allows samples.</summary>
public sealed class SamplesModel(Texts texts, Moments moments, LookOptions options) : PageModel
{
    public string Name { get; private set; } = "";

    public string Part { get; private set; } = "";

    public object? View { get; private set; }

    public IActionResult OnGet([FromRoute] string name)
    {
        Choose(name);
        return options.Samples && View is not null ? Page() : NotFound();
    }

    public IActionResult OnPost([FromRoute] string name)
    {
        Choose(name);
        return !options.Samples || View is null ? NotFound()
            : name is "register-aside" ? Partial(Part, View)
            : Page();
    }

    private void Choose(string name)
    {
        var city = new SampleCity(texts, moments);
        var cases = new SampleCase(city, moments);
        var forms = new SampleForms(city, cases, moments);
        Name = name;
        (Part, View) = name switch
        {
            "queue" or "mine" => ("_Queue", (object?)city.Queue()),
            "empty" => ("_Queue", city.Empty()),
            "absurd" => ("_Queue", city.Absurd()),
            "case" => ("_Case", cases.Running()),
            "case-suspended" => ("_Case", cases.Suspended()),
            "case-closed" => ("_Case", cases.Closed()),
            "case-bare" => ("_Case", cases.Bare()),
            "register" => ("_Register", forms.Register()),
            "register-aside" => ("_RegisterAside", forms.Aside()),
            "hotline" => ("_HotlineCall", new SampleCalls(city, cases, forms, moments).Call()),
            "hotline-desk" => ("_HotlineDesk", new SampleCalls(city, cases, forms, moments).Desk()),
            "sign-in" => ("_SignIn", forms.SignIn(code: false)),
            "sign-in-code" => ("_SignIn", forms.SignIn(code: true)),
            "imports" => ("_Imports", forms.Imports()),
            "imports-empty" => ("_Imports", new Desk.Models.ImportsPage([])),
            _ => ("", null),
        };
    }
}

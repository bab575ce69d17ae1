using Liandong.Web.Desk.Admin;
using Liandong.Web.SignIn;
using Liandong.Work.Cities;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Admin.City;

/// <summary>One row of a table: seen as a form, shown what it would change, put in force.</summary>
public sealed class RowModel(CityRowReading reading, CityPosts posts, CityShelf shelf) : PageModel
{
    private const string Field = "v.";

    public CityRowPage View { get; private set; } = null!;

    /// <param name="end">The last day, for a row that shall end.</param>
    public async Task<IActionResult> OnGetAsync(string file, string[]? key, string[]? like, string? end, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        var typed = end is null || key is not { Length: > 0 } ? null : new Dictionary<string, string> { ["to"] = end };
        if (await reading.ReadAsync(who, file, [.. (key ?? []).Select(k => k ?? "")], [.. (like ?? []).Select(k => k ?? "")], typed, null, false, cancel) is not { } view)
        {
            return NotFound();
        }
        View = view;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string file, string[]? key, Guid id, string? from, string? shown, string? reason, bool gone, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        var name = (key ?? []).Select(k => k ?? "").ToArray();
        if (id == Guid.Empty || (await shelf.NowAsync(cancel)).Table(file) is not { } table)
        {
            return NotFound();
        }
        var typed = table.Columns.Where(c => Request.Form.ContainsKey(Field + c)).ToDictionary(c => c, c => Request.Form[Field + c].ToString(), StringComparer.Ordinal);
        CityEdit edit = name.Length == 0 ? new NewRow(file, typed) : gone ? new RowGone(file, name) : new RowEdit(file, name, typed);
        var preview = await posts.RunAsync(who, new CityForm(id, from, shown, reason), [edit], cancel);
        if (preview.Version is { } version)
        {
            return LocalRedirect($"/admin/city/{file}?done={version}");
        }
        if (await reading.ReadAsync(who, file, name, [], typed, preview, gone, cancel) is not { } view)
        {
            return NotFound();
        }
        View = view;
        Response.StatusCode = preview.Conflicts.Count > 0 ? StatusCodes.Status409Conflict : preview.Faults.Count > 0 || preview.ReasonMissing ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
        return Page();
    }
}

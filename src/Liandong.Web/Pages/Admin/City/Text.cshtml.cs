using System.Text;
using Liandong.Core;
using Liandong.Web.Desk.Admin;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cities;
using Liandong.Work.Sheets;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Admin.City;

/// <summary>Any file of the city as it is written: typed here, or brought as a file.</summary>
public sealed class TextModel(Node node, CityTextReading reading, CityPosts posts, CityShelf shelf, Texts texts) : PageModel
{
    private const string Field = "v.";
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public CityTextPage View { get; private set; } = null!;

    public int? Done { get; private set; }

    /// <param name="folder">With a name: where a new file shall stand.</param>
    public async Task<IActionResult> OnGetAsync(string file, string? folder, string? name, int? done, CancellationToken cancel)
    {
        var files = await shelf.NowAsync(cancel);
        if (folder is not null && name is not null)
        {
            return LocalRedirect("/admin/city/text/" + string.Join('/', Named(files, folder, name.Trim()).Split('/').Select(Uri.EscapeDataString)));
        }
        if (files.Text(file) is null && !CityTables.MayBeFile(file))
        {
            return NotFound();
        }
        Done = done;
        View = await reading.ReadAsync(Signed.Need(HttpContext), file, null, null, null, false, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string file, Guid id, string? from, string? shown, string? reason, bool gone, Guid? draft, IFormFile? upload, CancellationToken cancel)
    {
        var (who, files) = (Signed.Need(HttpContext), await shelf.NowAsync(cancel));
        if (id == Guid.Empty)
        {
            return NotFound();
        }
        var form = new CityForm(id, from, shown, reason);
        var typed = CityTextReading.Together(files, file).Where(f => Request.Form.ContainsKey(Field + f)).ToDictionary(f => f, f => (string?)AsWritten(files.Text(f), Request.Form[Field + f].ToString()), StringComparer.Ordinal);
        if (upload is { Length: > 0 })
        {
            var (text, fault) = await BroughtAsync(new CityFiles(files.Files), file, upload, cancel);
            if (fault is not null)
            {
                var refused = new CityPreview(form, [], 0, [new FaultLine(new CityFileWords(texts).File(file), file, fault.Line, fault.Value, fault.Text.In(texts.Language))], 0, [], false, false, default) { Raw = [fault] };
                return await ShowAsync(who, file, typed, refused, draft, gone, cancel);
            }
            typed[file] = text;
            draft = text!.Length > CityTextReading.LongestTyped ? Guid.NewGuid() : null;
            if (draft is { } kept)
            {
                await CityDrafts.KeepAsync(node.Source, kept, who.Person.Id, file, text, cancel);
            }
        }
        else if (draft is { } kept && await CityDrafts.FindAsync(node.Source, kept, who.Person.Id, file, cancel) is { } brought)
        {
            typed[file] = brought;
        }
        var edits = gone ? [new WholeFile(file, null)] : typed.Where(t => t.Value != files.Text(t.Key) || typed.Count == 1).Select(t => (CityEdit)new WholeFile(t.Key, t.Value)).ToList();
        var preview = await posts.RunAsync(who, form, edits, cancel);
        return preview.Version is { } version ? LocalRedirect($"/admin/city{(gone ? "" : "/" + file)}?done={version}") : await ShowAsync(who, file, typed, preview, draft, gone, cancel);
    }

    private async Task<IActionResult> ShowAsync(Signed who, string file, IReadOnlyDictionary<string, string?> typed, CityPreview preview, Guid? draft, bool gone, CancellationToken cancel)
    {
        View = await reading.ReadAsync(who, file, typed, preview, draft, gone, cancel);
        Response.StatusCode = preview.Conflicts.Count > 0 ? StatusCodes.Status409Conflict : preview.Faults.Count > 0 || preview.ReasonMissing ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
        return Page();
    }

    /// <summary>A workbook becomes edits of rows; everything else is taken as it is written.</summary>
    private static async Task<(string? Text, Fault? Fault)> BroughtAsync(CityFiles files, string file, IFormFile upload, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await upload.CopyToAsync(bytes, cancel);
        bytes.Position = 0;
        if (CityTables.Keys(file).Count > 0 && files.Files.ContainsKey(file) && bytes.GetBuffer().AsSpan(0, (int)bytes.Length).StartsWith("PK"u8))
        {
            return SheetReader.Read(bytes) is { } sheet ? SheetEdits.Merge(files, file, sheet)
                : (null, new Fault(file, 0, upload.FileName, new LocalName("is not a workbook that can be read", "不是可读取的工作簿")));
        }
        try
        {
            return (s_utf8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, new Fault(file, 0, upload.FileName, new LocalName("is not UTF-8; save it so", "不是 UTF-8,请另存为 UTF-8")));
        }
    }

    /// <summary>A form sends its line ends in its own way, and drops the first of a text.</summary>
    private static string AsWritten(string? stands, string typed)
    {
        var text = typed.ReplaceLineEndings(stands?.Contains("\r\n", StringComparison.Ordinal) is true ? "\r\n" : "\n");
        return stands?.StartsWith('\uFEFF') is true && !text.StartsWith('\uFEFF') ? '\uFEFF' + text : text;
    }

    /// <summary>The name in its folder, with the ending that the files there have.</summary>
    private static string Named(ShelfFiles files, string folder, string name)
    {
        var ending = files.Files.Keys.Where(f => f.StartsWith(folder + "/", StringComparison.Ordinal)).Select(Path.GetExtension).FirstOrDefault() ?? "";
        return CityRegisters.IsFolder(folder) ? $"{folder}/{(name.EndsWith(ending, StringComparison.Ordinal) ? name : name + ending)}" : name;
    }
}

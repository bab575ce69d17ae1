using Liandong.Core;
using Liandong.Web.Desk;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Replies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages;

/// <summary>Text blocks: one's own, and those of one's units.</summary>
public sealed class BlocksModel(Node node, TimeProvider real, Texts texts) : PageModel
{
    public IReadOnlyList<TextBlock> Blocks { get; private set; } = [];

    public IReadOnlyList<UnitCode> Units { get; private set; } = [];

    public RefusalNote? Refusal { get; private set; }

    /// <summary>A new one that was refused, as it was typed.</summary>
    public TextBlock? Typed { get; private set; }

    public Guid Edited { get; private set; }

    private Signed Who => Signed.Need(HttpContext);

    public string UnitName(string unit) => new CityWords(Who.City, texts).Unit(unit);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Units = UnitsOf(Who);
        Blocks = await TextBlocks.ReadAsync(node.Source, Who.Person.Id, Units, cancel);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string? name, string? unit, string? body, bool remove, CancellationToken cancel)
    {
        if (remove)
        {
            await TextBlocks.RemoveAsync(node.Source, Who.Person.Id, UnitsOf(Who), id, cancel);
            return LocalRedirect("/me/blocks");
        }
        var block = new TextBlock(id, string.IsNullOrEmpty(unit) ? null : unit, name ?? "", body ?? "");
        if (await TextBlocks.SaveAsync(node.Source, Who.Person.Id, UnitsOf(Who), block, real.GetUtcNow(), cancel) is not { } refused)
        {
            return LocalRedirect("/me/blocks");
        }
        await OnGetAsync(cancel);
        (Typed, Edited) = (Blocks.Any(b => b.Id == id) ? null : block, id);
        Refusal = refused.Field is "blocks" ? new RefusalNote(texts["blocks.title"], texts["blocks.many", ("n", TextBlocks.Most)])
            : new RefusalWords(new CityWords(Who.City, texts), texts).Note(texts["blocks.title"], refused);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>Where the reader has a post.</summary>
    internal static IReadOnlyList<UnitCode> UnitsOf(Signed who) => [.. who.Actor.Posts.Select(p => p.Unit).Distinct()];
}

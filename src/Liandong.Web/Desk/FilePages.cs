using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Files;

namespace Liandong.Web.Desk;

/// <summary>Photos and papers of cases that the reader may see; papers are never shown in the page.</summary>
public static class FilePages
{
    public static async Task<IResult> OneAsync(HttpContext context, string hash, Node node, CancellationToken cancel)
    {
        var who = Signed.Need(context);
        if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower)
            || await KeptFiles.FindAsync(node, hash, who.Person.Id, who.Scope, cancel) is not { } file
            || KeptFiles.StoreOf(node.DataDir).OpenRead(hash) is not { } stream)
        {
            return Results.NotFound();
        }
        context.Response.Headers.CacheControl = "private, max-age=86400, immutable";
        return Results.Stream(stream, file.Kind.MediaType(), file.Kind.ShownInPage() ? null : hash[..12] + ".pdf");
    }
}

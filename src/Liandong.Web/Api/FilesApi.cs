using Liandong.Core;
using Liandong.Work.Files;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Liandong.Web.Api;

/// <summary>POST /files and GET /files/{hash}.</summary>
internal static class FilesApi
{
    private const int MultipartAround = 64 * 1024;

    public static async Task<Refusal?> KeepAsync(ApiCall call)
    {
        var (bytes, refusal) = await ReadAsync(call);
        if (refusal is not null)
        {
            return refusal;
        }
        // A repeated multipart body has another boundary: the file is the request.
        var (act, badKey) = call.ActOf(bytes, null);
        if (act is null)
        {
            return badKey;
        }
        var (file, no) = await KeptFiles.KeepAsync(call.Node, act, bytes, call.Cancel);
        if (file is null)
        {
            return no;
        }
        call.Http.Response.Headers.Location = "/api/v1/files/" + file.Hash;
        return await call.AnswerAsync(new FileAnswer(file.Hash, file.Kind.MediaType(), file.Bytes, !file.Kind.ShownInPage()), ApiJson.Plain.FileAnswer, StatusCodes.Status201Created);
    }

    public static async Task<Refusal?> OneAsync(ApiCall call)
    {
        if (new ApiQuery(call.Http.Request.QueryString.Value).Fault is { } fault)
        {
            return fault;
        }
        var hash = call.Path("hash");
        if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower)
            || await KeptFiles.FindAsync(call.Node, hash, call.Actor.Person!.Value, call.Scope, call.Cancel) is not { } file
            || KeptFiles.StoreOf(call.Node.DataDir).OpenRead(hash) is not { } stream)
        {
            return new Refusal(Refusals.NotFound, "hash");
        }
        await using var open = stream;
        var headers = call.Http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "private, max-age=86400, immutable";
        headers.ContentDisposition = file.Kind.ShownInPage() ? "inline" : $"attachment; filename=\"{hash[..12]}.pdf\"";
        call.Http.Response.ContentType = file.Kind.MediaType();
        call.Http.Response.ContentLength = file.Bytes;
        await stream.CopyToAsync(call.Http.Response.Body, call.Cancel);
        return null;
    }

    private static async Task<(byte[] Bytes, Refusal? Refusal)> ReadAsync(ApiCall call)
    {
        var request = call.Http.Request;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            var (bytes, refusal) = await ApiBody.ReadAsync(request, KeptFiles.Largest, "body", call.Cancel);
            return bytes.Length == 0 && refusal is null ? ([], new Refusal(Refusals.BodyInvalid, "body")) : (bytes, refusal);
        }
        if (request.ContentLength > KeptFiles.Largest + MultipartAround)
        {
            return ([], new Refusal(Refusals.TooLarge, "body", "20 MB"));
        }
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        return boundary is not { Length: > 0 and <= 200 } ? ([], new Refusal(Refusals.BodyInvalid, "Content-Type")) : await OnePartAsync(new MultipartReader(boundary, request.Body), call);
    }

    /// <summary>The one file of a form; a second one would be lost silently, so it is refused.</summary>
    private static async Task<(byte[] Bytes, Refusal? Refusal)> OnePartAsync(MultipartReader reader, ApiCall call)
    {
        byte[]? found = null;
        try
        {
            while (await reader.ReadNextSectionAsync(call.Cancel) is { } section)
            {
                if (section.GetContentDispositionHeader()?.IsFileDisposition() != true || found is not null)
                {
                    return ([], new Refusal(Refusals.BodyInvalid, "body", "one file"));
                }
                using var part = new MemoryStream();
                var buffer = new byte[64 * 1024];
                for (int read; (read = await section.Body.ReadAsync(buffer, call.Cancel)) > 0;)
                {
                    part.Write(buffer, 0, read);
                    if (part.Length > KeptFiles.Largest)
                    {
                        return ([], new Refusal(Refusals.TooLarge, "body", "20 MB"));
                    }
                }
                found = part.ToArray();
            }
        }
        catch (Exception e) when (e is InvalidDataException || (e is IOException and not BadHttpRequestException))
        {
            return ([], new Refusal(Refusals.BodyInvalid, "body"));
        }
        return found is { Length: > 0 } ? (found, null) : ([], new Refusal(Refusals.BodyInvalid, "body"));
    }
}

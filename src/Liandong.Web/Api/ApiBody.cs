using System.Text.Json;
using System.Text.Unicode;
using Liandong.Core;
using Microsoft.Net.Http.Headers;

namespace Liandong.Web.Api;

/// <summary>Reads a JSON body by hand: bounded, whole UTF-8, not too deep. What is wrong is told with the member it is in.</summary>
public static class ApiBody
{
    /// <summary>The longest JSON body.</summary>
    public const int LongestJson = 1024 * 1024;

    private const int Deepest = 32;

    /// <summary>The bytes, or a refusal: no body, too long, or not JSON by its type.</summary>
    public static async Task<(byte[] Bytes, Refusal? Refusal)> JsonBytesAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength is 0 || (request.ContentLength is null && !request.Headers.ContainsKey(HeaderNames.TransferEncoding)))
        {
            return ([], new Refusal(Refusals.BodyInvalid, "body"));
        }
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !IsJson(type))
        {
            return ([], new Refusal(Refusals.TypeUnsupported, "Content-Type", "application/json"));
        }
        return await ReadAsync(request, LongestJson, "body", cancel);
    }

    /// <summary>All bytes of a body, up to a bound inclusive.</summary>
    public static async Task<(byte[] Bytes, Refusal? Refusal)> ReadAsync(HttpRequest request, int most, string field, CancellationToken cancel)
    {
        var tooLarge = new Refusal(Refusals.TooLarge, field, most.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (request.ContentLength > most)
        {
            return ([], tooLarge);
        }
        var buffer = new byte[request.ContentLength is { } known ? (int)known + 1 : 16 * 1024];
        var length = 0;
        for (int read; (read = await request.Body.ReadAsync(buffer.AsMemory(length), cancel)) > 0;)
        {
            length += read;
            if (length > most)
            {
                return ([], tooLarge);
            }
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, most + 1));
            }
        }
        return (buffer[..length], null);
    }

    /// <summary>The body as an object, or the refusal that names where it breaks.</summary>
    public static (JsonDocument? Document, Refusal? Refusal) Parse(byte[] bytes)
    {
        if (!Utf8.IsValid(bytes))
        {
            return (null, new Refusal(Refusals.BodyInvalid, MemberAt(bytes, FirstBadByte(bytes))));
        }
        try
        {
            var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = Deepest });
            return document.RootElement.ValueKind == JsonValueKind.Object ? (document, null) : (null, new Refusal(Refusals.BodyInvalid, "body"));
        }
        catch (JsonException)
        {
            return (null, new Refusal(Refusals.BodyInvalid, MemberAt(bytes, int.MaxValue)));
        }
    }

    private static bool IsJson(MediaTypeHeaderValue type) =>
        type.Type.Equals("application", StringComparison.OrdinalIgnoreCase)
        && (type.SubType.Equals("json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));

    private static int FirstBadByte(byte[] bytes)
    {
        // Valid prefixes only grow shorter than the fault: halve until it is found.
        var (good, bad) = (0, bytes.Length);
        while (bad - good > 1)
        {
            var middle = (good + bad) / 2;
            var end = middle;
            while (end > good && end < bytes.Length && (bytes[end] & 0xC0) == 0x80)
            {
                end--;
            }
            (good, bad) = Utf8.IsValid(bytes.AsSpan(0, end)) ? (middle, bad) : (good, middle);
        }
        return good;
    }

    /// <summary>The member of the body that is being read where it breaks.</summary>
    private static string MemberAt(byte[] bytes, int until)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = Deepest });
        var names = new string?[2];
        try
        {
            while (reader.TokenStartIndex <= until && reader.Read() && reader.TokenStartIndex <= until)
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth is 1 or 2)
                {
                    names[reader.CurrentDepth - 1] = reader.GetString();
                }
                else if (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth <= 1)
                {
                    names[reader.CurrentDepth] = null;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // As far as it could be read is what we came for.
        }
        var field = names[1] is null || names[0] is null ? names[0] : names[0] + "." + names[1];
        return field is { Length: > 0 and <= 100 } ? field : "body";
    }
}

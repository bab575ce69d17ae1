using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Liandong.Core.Calendars;
using Liandong.Core.Cities;

namespace Liandong.Web.Api;

/// <summary>Instants as the API reads and writes them.</summary>
public static class ApiInstants
{
    private static readonly string[] s_formats =
    [
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
    ];

    /// <summary>ISO 8601 with Z or an offset; nothing else, and no year that no case can have.</summary>
    public static bool TryRead(string text, out DateTimeOffset at)
    {
        var read = DateTimeOffset.TryParseExact(text, s_formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at);
        at = read ? at.ToUniversalTime() : default;
        return read && at.Year is > 1900 and < 9000;
    }

    /// <summary>A day of the city: its first moment.</summary>
    public static bool TryReadDay(string text, City city, out DateTimeOffset at)
    {
        var read = DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 2199;
        at = read ? city.Calendars[city.DefaultCalendar].Time.FromLocal(day).ToUniversalTime() : default;
        return read;
    }
}

/// <summary>UTC with Z, no more digits than there are.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[32];
        value.UtcDateTime.TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Liandong.Core;
using Liandong.Core.Calendars;
using Liandong.Core.Cases;

namespace Liandong.Work.Store;

/// <summary>Events as text. The bytes written are the bytes chained; names never change once released.</summary>
public static class EventJson
{
    private static readonly Type[] Known = [.. typeof(CaseEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(CaseEvent)) && !t.IsAbstract)];

    /// <summary>The one set of options for everything that is chained or frozen.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>An event as text.</summary>
    public static string Write(CaseEvent e) => JsonSerializer.Serialize(e, Options);

    /// <summary>An event from text.</summary>
    public static CaseEvent Read(string payload) => JsonSerializer.Deserialize<CaseEvent>(payload, Options)
        ?? throw new InvalidOperationException("An event's payload is null.");

    private static JsonSerializerOptions Make()
    {
        var resolver = new DefaultJsonTypeInfoResolver();
        resolver.Modifiers.Add(info =>
        {
            if (info.Type == typeof(CaseEvent))
            {
                info.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "e" };
                foreach (var type in Known)
                {
                    info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(type, type.Name));
                }
            }
        });
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            TypeInfoResolver = resolver,
            IgnoreReadOnlyProperties = true,
            Converters =
            {
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new InstantConverter(), new LimitConverter(),
                new CodeConverter<UnitCode>(c => c.Value, s => new UnitCode(s)), new CodeConverter<ClassCode>(c => c.Value, s => new ClassCode(s)),
                new CodeConverter<PersonId>(c => c.Value, s => new PersonId(s)),
            },
        };
        options.MakeReadOnly();
        return options;
    }

    private sealed class CodeConverter<T>(Func<T, string> write, Func<string, T> read) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => read(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));
    }

    /// <summary>Microseconds and Z: one instant has one text.</summary>
    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
        {
            Span<char> text = stackalloc char[32];
            value.UtcDateTime.TryFormat(text, out var length, Format, System.Globalization.CultureInfo.InvariantCulture);
            writer.WriteStringValue(text[..length]);
        }
    }

    /// <summary>"2 working-day" or "2 working-day@boston" when the limit names its calendar.</summary>
    private sealed class LimitConverter : JsonConverter<Limit>
    {
        public override Limit Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.GetString()!;
            var at = text.IndexOf('@', StringComparison.Ordinal);
            return Limit.TryParse(at < 0 ? text : text[..at], at < 0 ? "" : text[(at + 1)..], out var limit, out var reason)
                ? limit : throw new JsonException(reason);
        }

        public override void Write(Utf8JsonWriter writer, Limit value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Calendar.Length == 0 ? value.ToString() : $"{value}@{value.Calendar}");
    }
}

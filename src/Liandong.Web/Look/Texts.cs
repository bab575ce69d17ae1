using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Html;

namespace Liandong.Web.Look;

/// <summary>Every sentence of the screen in both languages, read once from the two files beside this one.</summary>
public sealed class TextCatalogue
{
    public static readonly IReadOnlyList<string> Languages = ["zh", "en"];

    private readonly Dictionary<string, Dictionary<string, Sentence>> byLanguage;

    private TextCatalogue(Dictionary<string, Dictionary<string, Sentence>> byLanguage) => this.byLanguage = byLanguage;

    public static TextCatalogue Load() =>
        new(Languages.ToDictionary(language => language, language => Read(language), StringComparer.Ordinal));

    /// <summary>The sentence of a key, or null. When <paramref name="one"/>, the singular that a language may keep under “key.one”.</summary>
    public Sentence? Find(string language, string key, bool one)
    {
        var sentences = byLanguage[language];
        return one && sentences.TryGetValue(key + ".one", out var single) ? single : sentences.GetValueOrDefault(key);
    }

    public IEnumerable<string> Keys(string language) => byLanguage[language].Keys;

    private static Dictionary<string, Sentence> Read(string language)
    {
        using var stream = typeof(TextCatalogue).Assembly.GetManifestResourceStream($"texts.{language}.json")
            ?? throw new InvalidOperationException($"texts.{language}.json is not in the assembly.");
        var raw = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
        return raw.ToDictionary(pair => pair.Key, pair => new Sentence(pair.Value), StringComparer.Ordinal);
    }
}

/// <summary>The texts in the request's language: <c>texts["imports.took", ("span", "3分")]</c>.</summary>
public sealed class Texts(TextCatalogue catalogue, Preferences preferences, HtmlEncoder encoder)
{
    public string Language => preferences.Language;

    public bool IsChinese => Language is "zh";

    public string this[string key, params ReadOnlySpan<(string Name, object? Value)> values]
    {
        get
        {
            var given = values.ToArray();
            return Of(key, given).Plain(name => ValueOf(key, name, given));
        }
    }

    /// <summary>The sentence of a key that may have none: words for what a city's files call by names of their own.</summary>
    public string? Maybe(string key, params ReadOnlySpan<(string Name, object? Value)> values) =>
        catalogue.Find(Language, key, one: false) is null ? null : this[key, values];

    /// <summary>The same sentence as markup, its *stressed* words strong.</summary>
    public IHtmlContent Rich(string key, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var given = values.ToArray();
        return new HtmlString(Of(key, given).Markup(name => ValueOf(key, name, given), encoder));
    }

    /// <summary>A whole number with thousands set apart by a no-break space: 1 002.</summary>
    public static string Figure(long number)
    {
        var plain = Math.Abs(number).ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '\u00a0');
        return number < 0 ? "−" + plain : plain;
    }

    private Sentence Of(string key, (string Name, object? Value)[] values)
    {
        var one = Array.Exists(values, value => value is { Name: "n", Value: 1 or 1L });
        return catalogue.Find(Language, key, one) ?? throw new KeyNotFoundException($"No text “{key}” in {Language}.");
    }

    private static string ValueOf(string key, string name, (string Name, object? Value)[] values)
    {
        foreach (var value in values)
        {
            if (value.Name == name)
            {
                return value.Value switch
                {
                    int number => Figure(number),
                    long number => Figure(number),
                    IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
                    var other => other?.ToString() ?? "",
                };
            }
        }

        throw new KeyNotFoundException($"The text “{key}” needs a value for {{{name}}}.");
    }
}

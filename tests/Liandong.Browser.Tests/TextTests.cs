using Xunit;
using System.Text.RegularExpressions;
using Liandong.Web.Look;

namespace Liandong.Browser.Tests;

/// <summary>The two text files say the same things, and nothing is said that is not in them.</summary>
public sealed partial class TextTests
{
    /// <summary>Latin that a Chinese reader expects: units, product names, the other language's own name.</summary>
    private static readonly string[] Allowed = ["EN", "MB", "JPEG", "PNG", "WebP", "PDF"];

    private readonly TextCatalogue catalogue = TextCatalogue.Load();

    [Fact]
    public void Both_languages_have_the_same_keys()
    {
        var english = catalogue.Keys("en").Where(key => !key.EndsWith(".one", StringComparison.Ordinal));
        Assert.Equal(english.Order(StringComparer.Ordinal), catalogue.Keys("zh").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Both_languages_leave_the_same_places_open()
    {
        Assert.All(catalogue.Keys("zh"), key =>
            Assert.Equal(
                Places("zh", key).Where(place => place is not "month" and not "y"),
                Places("en", key).Where(place => place is not "month" and not "y")));
    }

    [Fact]
    public void No_English_word_stands_in_a_Chinese_sentence()
    {
        Assert.All(catalogue.Keys("zh"), key =>
        {
            var words = LatinWord().Matches(catalogue.Find("zh", key, one: false)!.Plain(_ => "")).Select(match => match.Value);
            Assert.Empty(words.Except(Allowed));
        });
    }

    [Fact]
    public void No_Chinese_sign_stands_in_an_English_sentence() =>
        Assert.All(catalogue.Keys("en").Where(key => key is not "language.other"), key => Assert.False(ForeignWords.IsForeign(catalogue.Find("en", key, one: false)!.Plain(_ => ""), "en"), key));

    [Fact]
    public void Every_key_used_exists_and_every_key_that_exists_is_used()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Root(), "src", "Liandong.Web"), "*.cs*", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText).ToList();
        var asked = sources.SelectMany(source => Asked().Matches(source)).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var literals = sources.SelectMany(source => Literal().Matches(source)).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var known = catalogue.Keys("zh").ToHashSet(StringComparer.Ordinal);

        // A key that ends in a dot or a brace is the beginning of a family, such as weekday.0 to weekday.6.
        var families = literals.Where(literal => literal.Contains('{') || literal.EndsWith('.')).Select(literal => literal.Split('{')[0]).Where(start => start.Length > 2).ToList();
        Assert.Empty(asked.Where(key => !key.Contains('{') && !key.EndsWith('.')).Except(known));
        Assert.DoesNotContain(known, key => !literals.Contains(key) && !families.Exists(start => key.StartsWith(start, StringComparison.Ordinal)));
    }

    private IEnumerable<string> Places(string language, string key) =>
        catalogue.Find(language, key, one: false)!.Places.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Liandong.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the tree.");
        }

        return folder;
    }

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex LatinWord();

    [GeneratedRegex("""\b(?:T|texts)(?:\.Rich\(|\[)\$?"([^"]+)["]""")]
    private static partial Regex Asked();

    [GeneratedRegex("""
        "([a-z][a-z0-9.{}-]*)["]
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Literal();
}

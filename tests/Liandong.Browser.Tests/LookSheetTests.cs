using System.Text.RegularExpressions;
using Xunit;

namespace Liandong.Browser.Tests;

/// <summary>The component sheet is the house's own catalogue: what is in the style sheet and not on it is either dead or has never been looked at.</summary>
public sealed partial class LookSheetTests(LookHost host)
{
    /// <summary>Classes that only a page of its own can show, and where that is seen as a picture.</summary>
    private static readonly Dictionary<string, string> s_elsewhere = new(StringComparer.Ordinal)
    {
        ["became"] = "what became of a row after it was acted on: the answer to an act on many, the dispatch desk",
    };

    [Fact]
    public async Task Every_class_of_the_base_sheet_is_shown_on_the_look_or_on_a_sample_that_it_leads_to()
    {
        using var client = new HttpClient { BaseAddress = new Uri(host.Address) };
        var sheet = await ReadAsync(client, "/look");
        var pages = new List<string> { sheet };
        foreach (var sample in SampleLinks().Matches(sheet).Select(m => m.Groups[1].Value).Distinct())
        {
            pages.Add(await ReadAsync(client, sample));
        }
        var shown = pages.SelectMany(p => Classes().Matches(p)).SelectMany(m => m.Groups[1].Value.Split(' ')).ToHashSet(StringComparer.Ordinal);
        // What a script puts on an element for a while stands in the script as a word of its own.
        foreach (var script in pages.SelectMany(p => Scripts().Matches(p)).Select(m => m.Groups[1].Value).Distinct())
        {
            shown.UnionWith(Words().Matches(await ReadAsync(client, script)).Select(m => m.Groups[1].Value));
        }

        var sheets = Rules().Replace(Comments().Replace(await ReadAsync(client, "/look/base.css"), ""), "{}");
        var missing = Selectors().Matches(sheets).Select(m => m.Groups[1].Value).Distinct().Where(c => !shown.Contains(c) && !s_elsewhere.ContainsKey(c)).Order(StringComparer.Ordinal).ToList();

        Assert.True(pages.Count > 10, "The sheet leads to no samples.");
        Assert.True(missing.Count == 0, "Not on the sheet: " + string.Join(' ', missing));
        Assert.True(s_elsewhere.Keys.All(c => !shown.Contains(c)), "What is shown is not elsewhere.");
    }

    private static async Task<string> ReadAsync(HttpClient client, string path) => await client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    [GeneratedRegex("href=\"(/look/samples/[^\"]+)\"")]
    private static partial Regex SampleLinks();

    [GeneratedRegex("class=\"([^\"]*)\"")]
    private static partial Regex Classes();

    [GeneratedRegex("<script[^>]* src=\"([^\"]+)\"")]
    private static partial Regex Scripts();

    [GeneratedRegex("['\" .]([a-z][a-z0-9-]*)(?=['\" )])")]
    private static partial Regex Words();

    [GeneratedRegex("/\\*.*?\\*/", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex("\\{[^{}]*\\}|\"[^\"]*\"")]
    private static partial Regex Rules();

    [GeneratedRegex("\\.(-?[a-zA-Z_][a-zA-Z0-9_-]*)")]
    private static partial Regex Selectors();
}

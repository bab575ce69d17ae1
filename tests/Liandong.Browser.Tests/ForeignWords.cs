using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Liandong.Browser.Tests;

/// <summary>
/// The rule of one language: whatever a reader of one language sees or hears stands in no letters of the other, except what is marked
/// as another language (<c>lang</c>), as a code (<c>code</c>) or as a key (<c>kbd</c>). What people typed is Greek in these tests, so
/// that every Chinese or Latin word on a page is the house's or the city's own, and both of these have two languages.
/// </summary>
internal static partial class ForeignWords
{
    private const int Most = 8;

    /// <summary>Names of formats, units of measure, keys and signals that both readers use, and the name of the other language; and whoever applied the city at a shell.</summary>
    private static readonly string[] s_both = ["EN", "MB", "KB", "JPEG", "PNG", "WebP", "PDF", "Ctrl", "Enter", "Esc", "Shift", "Alt", "Tab", "SOS"];

    // Of a choice its label is read; the words by which it is found stand in both languages and are not shown.
    private const string Visible = """
        () => {
          const away = 'script, style, template, code, kbd, samp, [lang]:not(html)';
          const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
          const said = [document.title];
          while (walk.nextNode()) if (!walk.currentNode.parentElement.closest(away)) said.push(walk.currentNode.textContent);
          const names = ['aria-label', 'title', 'alt', 'placeholder', 'data-words', 'data-lost', 'data-unsent', 'data-signed-out', 'data-enter', 'data-saved', 'data-drop', 'data-stale', 'data-ask'];
          for (const name of names) for (const element of document.querySelectorAll(`[${name}]`)) if (!element.closest(away) && !element.matches('option')) said.push(element.getAttribute(name));
          return said;
        }
        """;

    /// <summary>Words of the other language, where there are any.</summary>
    public static async Task<IReadOnlyList<string>> ForeignAsync(this IPage page, string language) =>
        [.. (await page.EvaluateAsync<string[]>(Visible)).Select(said => said.Trim()).Where(said => IsForeign(said, language)).Distinct().Take(Most)];

    public static bool IsForeign(string said, string language) =>
        language is "en" ? Chinese().IsMatch(said) : Latin().Matches(said).Any(word => !s_both.Contains(word.Value) && word.Value != Environment.UserName);

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();

    /// <summary>Two letters and more; a name of a file, an address or a code has a digit, a dot or a hyphen beside it.</summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9.@/_{-])[A-Za-z]{2,}(?![A-Za-z0-9@/_}-])")]
    private static partial Regex Latin();
}

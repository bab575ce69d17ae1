using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Liandong.Browser.Tests;

/// <summary>axe on a page that stands: put in once a load, asked again after each change of light and width.</summary>
internal static class EyesOfAxe
{
    private static readonly string s_script = new BundledAxeScriptProvider().GetScript();

    /// <summary>The rules that another light can break; the others read no colour.</summary>
    public static readonly string[] OfColour = ["color-contrast", "link-in-text-block"];

    /// <summary>And those that another width can break.</summary>
    public static readonly string[] OfWindow = [.. OfColour, "scrollable-region-focusable", "aria-hidden-focus", "nested-interactive", "button-name", "link-name", "label"];

    private const string Ask = """
        async rules => {
          const run = { resultTypes: ['violations'], elementRef: false, preload: false };
          if (rules) run.runOnly = { type: 'rule', values: rules };
          const found = await axe.run(document, run);
          return found.violations.filter(fault => ['serious', 'critical'].includes(fault.impact)).map(fault => `${fault.id} ${fault.nodes.length}×: ${fault.nodes[0].html.slice(0, 200)} ${fault.nodes[0].any[0]?.message ?? ''}`);
        }
        """;

    /// <summary>What keeps a reader out, each fault once, with the first place where it stands.</summary>
    public static async Task<string[]> LookAsync(this IPage page, string[]? rules = null)
    {
        if (!await page.EvaluateAsync<bool>("() => typeof axe === 'object'"))
        {
            await page.EvaluateAsync(s_script);
        }
        return await page.EvaluateAsync<string[]>(Ask, rules);
    }
}

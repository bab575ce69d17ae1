using Liandong.Web.Desk;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>The caller's own name or number in words that many will read.</summary>
public sealed class CallerScanTests
{
    [Theory]
    [InlineData("Call back at 617 555 0142 please", "Mary", "617-555-0142", true)]
    [InlineData("Ring (617)555-0142.", null, "617.555.0142", true)]
    [InlineData("请回电 １３８００１３８０００", null, "13800138000", true)]
    [InlineData("Mary Caller fell here", "mary caller", null, true)]
    [InlineData("王秀英家门口", "王秀英", null, true)]
    [InlineData("The caller at 12 Beacon Street", "Call", "555", false)]
    [InlineData("Annexe is dark", "Anne", null, false)]
    [InlineData("41 lamps, 20 out", "Jo", "4120", false)]
    [InlineData(null, "Mary", "617-555-0142", false)]
    public void Is_found_however_it_is_grouped(string? words, string? name, string? phone, bool found) => Assert.Equal(found, CallerScan.Finds(words, name, phone));
}

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

    [Theory]
    [InlineData("Call back at 617 555 0142 please", "Mary", "617-555-0142", "Call back at # please")]
    [InlineData("At 41 Hill, 1-617-555-0142 or 555 0142", null, "617-555-0142", "At 41 Hill, 1-# or #")]
    [InlineData("王秀英（１３８ ００１３ ８０００）说：秀英在家", "王秀英", "+86 13800138000", "#（#）说：#在家")]
    [InlineData("mary caller, Mary, Callers and Summary", "Mary Caller", null, "#, #, Callers and Summary")]
    [InlineData("Case 201111070000018 again", "Jo", "617-555-0142", "Case 201111070000018 again")]
    [InlineData("Jo was here", "Jo", null, "# was here")]
    [InlineData("", "Jo", null, "")]
    [InlineData(null, "Jo", null, null)]
    public void Is_covered_and_nothing_else_is(string? words, string? name, string? phone, string? covered) => Assert.Equal(covered, CallerScan.Cover(words, name, phone, "#", parts: true));

    [Fact]
    public void A_street_keeps_the_name_that_a_caller_shares() =>
        Assert.Equal("Hill St, bell #", CallerScan.Cover("Hill St, bell Mary Hill", "Mary Hill", null, "#", parts: false));
}

using Liandong.Work.Cases;
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

    [Theory]
    [InlineData("我叫张建国,建国路口见", "张建国先生", "我叫#,#路口见")]
    [InlineData("张先生说,张建国先生说", "张建国先生", "#说,#说")]
    [InlineData("王 小明、王　小明、王小明", "王小明", "#、#、#")]
    [InlineData("王小明来电", "王 小明", "#来电")]
    [InlineData("买买提吐尔逊", "买买提·吐尔逊 女士", "#")]
    [InlineData("欧阳建国,建国在家", "欧阳建国", "#,#在家")]
    [InlineData("王女士家门口,女士专用", "王女士", "#家门口,女士专用")]
    [InlineData("Mr Caller and Mary Caller", "Mrs. Mary Caller", "Mr # and #")]
    [InlineData("Missing lamp, Ms Lee", "Ms Lee", "Missing lamp, #")]
    public void Is_covered_without_the_words_by_which_people_are_addressed(string words, string name, string covered) =>
        Assert.Equal(covered, CallerScan.Cover(words, name, null, "#", parts: true, ["先生", "女士", "Mrs", "Mr", "Ms"]));

    [Theory]
    [InlineData("回电一零零零零零零八八八八", "100-0000-8888", "回电#")]
    [InlineData("幺〇〇、零零零零、八八八八", "100-0000-8888", "#")]
    [InlineData("壹零零 0000 八八八八", "100-0000-8888", "#")]
    [InlineData("三十一号八楼", "100-0000-8888", "三十一号八楼")]
    public void A_number_is_also_said_in_characters(string words, string phone, string covered) => Assert.Equal(covered, CallerScan.Cover(words, null, phone, "#", parts: true));

    [Fact]
    public void An_address_keeps_the_given_name_and_loses_the_whole()
    {
        Assert.Equal("建国路3号#家", CallerScan.Cover("建国路3号张建国家", "张建国先生", null, "#", parts: false, ["先生"]));
        Assert.True(CallerScan.Finds("我叫张建国", "张建国先生", null, ["先生"]));
    }

    [Fact]
    public void A_street_keeps_the_name_that_a_caller_shares() =>
        Assert.Equal("Hill St, bell #", CallerScan.Cover("Hill St, bell Mary Hill", "Mary Hill", null, "#", parts: false));
}

using Liandong.Core;
using Liandong.Core.Cities;
using Liandong.Work.Cities;
using Xunit;

namespace Liandong.Tests.Cities;

/// <summary>What a city may add to its lists: doors with a procedure of their own, natures with a limit, facets, grounds, lines, knowledge.</summary>
public sealed class SettingsTests
{
    private const string Lines = "code,number,name_en,name_zh,unit,from,to\nL01,100-0000-0001,Old yard,旧养护区,PWDx,,2011-06-30\nL02,100-0000-0001,Old yard,旧养护区,PARK,2011-07-01,\n";

    private const string Article = """
        ---
        class: pothole
        owner: PWDx
        valid_until: 2011-12-31
        reviewed: 2011-05-02
        question_en: When is my pothole filled?
        question_zh: 坑洞何时修补？
        basis_en: The city's practice
        basis_zh: 本市惯例
        ---
        # zh
        两个工作日内修补。有危险的先围护。

        # en
        Within two working days.
        A dangerous one is fenced off first.
        """;

    private static readonly CityFiles s_boston = CityFolderTests.Files("boston");

    [Fact]
    public void A_city_may_say_more_of_its_doors_and_natures()
    {
        var city = Read(("\"code\": \"employee\",", "\"code\": \"employee\", \"procedure\": \"hotline-order\", \"verify\": true,"),
            ("\"code\": \"consult\",", "\"code\": \"consult\", \"limit\": \"1 working-day\","),
            ("\"demo\": true,", """
                "demo": true, "responsibleLevel": "neighborhood",
                "grounds": [{"layer": "electoral", "levels": ["ward", "precinct"]}],
                "facets": [{"code": "road", "name": {"en": "Road", "zh": "道路"}, "choices": [{"code": "city", "name": {"en": "City", "zh": "市管"}}]}],
                """));

        Assert.Equal(("hotline-order", true, "hotline-order", false), (city.Choice("channels", "employee")!.Procedure, city.Choice("channels", "employee")!.Verify,
            city.ProcedureOf("call"), city.Choice("channels", "call")!.Verify));
        Assert.Equal(("1 working-day", "boston"), (city.Choice("natures", "consult")!.Limit!.ToString(), city.Choice("natures", "consult")!.Limit!.Calendar));
        Assert.Equal("neighborhood", city.ResponsibleLevel);
        Assert.Equal(["ward", "precinct"], Assert.Single(city.Grounds, g => g.Layer == "electoral").Levels);
        Assert.Equal("city", Assert.Single(Assert.Single(city.Facets, f => f.Code == "road").Choices).Code);
    }

    [Fact]
    public void A_number_may_pass_from_one_unit_to_the_next()
    {
        var lines = With(("lines.csv", Lines)).City!.Lines;

        Assert.Equal([("PWDx", null, new DateOnly(2011, 6, 30)), ("PARK", new DateOnly(2011, 7, 1), null)], lines.Select(l => (l.Unit.Value, l.From, l.To)));
    }

    [Fact]
    public void An_article_answers_in_both_languages_until_its_day()
    {
        var article = Assert.Single(With(("knowledge/K-01.md", Article)).City!.Knowledge);

        Assert.Equal(("K-01", "pothole", "PWDx", new DateOnly(2011, 5, 2)), (article.Code, article.Class.Value, article.Owner.Value, article.Reviewed));
        Assert.Equal(new LocalName("Within two working days. A dangerous one is fenced off first.", "两个工作日内修补。有危险的先围护。"), article.Answer);
        Assert.Equal((true, false), (article.IsValid(new DateOnly(2011, 12, 31)), article.IsValid(new DateOnly(2012, 1, 1))));
    }

    [Theory]
    [InlineData("\"code\": \"employee\",", "\"code\": \"employee\", \"procedure\": \"grid\",", "not a procedure")]
    [InlineData("\"code\": \"employee\",", "\"code\": \"employee\", \"verify\": \"yes\",", "true or false")]
    [InlineData("\"code\": \"employee\",", "\"code\": \"employee\", \"limit\": \"1 working-day\",", "not known")]
    [InlineData("\"code\": \"consult\",", "\"code\": \"consult\", \"limit\": \"1 day\",", "not a kind of limit")]
    [InlineData("\"demo\": true,", "\"demo\": true, \"responsibleLevel\": \"grid\",", "not a level")]
    [InlineData("\"demo\": true,", "\"demo\": true, \"grounds\": [{\"layer\": \"police\", \"levels\": [\"beat\"]}],", "not a layer")]
    [InlineData("\"demo\": true,", "\"demo\": true, \"grounds\": [{\"layer\": \"electoral\", \"levels\": [\"wards\"]}],", "not a level")]
    [InlineData("\"demo\": true,", "\"demo\": true, \"facets\": [{\"code\": \"road\", \"name\": {\"en\": \"Road\", \"zh\": \"道路\"}, \"choices\": []}],", "without a choice")]
    [InlineData("\"demo\": true,", "\"demo\": true, \"facets\": [{\"code\": \"road\", \"name\": {\"en\": \"Road\"}, \"choices\": []}],", "needs \"en\" and \"zh\"")]
    public void A_slip_in_what_it_adds_is_told_with_its_line(string right, string wrong, string says)
    {
        var json = s_boston.Files["city.json"].Replace(right, wrong, StringComparison.Ordinal);
        var line = 1 + json[..json.IndexOf(wrong, StringComparison.Ordinal)].Count(c => c == '\n');

        Assert.Contains(With(("city.json", json)).Faults, f => f.File == "city.json" && f.Line == line && f.Text.En.Contains(says, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("旧养护区,PARK", "旧养护区,PARX", 3, "not a unit")]
    [InlineData("PARK,2011-07-01", "PARK,2011-06-30", 3, "same days")]
    [InlineData("L02", "L01", 3, "twice")]
    public void A_slip_in_a_line_is_told(string right, string wrong, int line, string says) =>
        Assert.Contains(With(("lines.csv", Lines.Replace(right, wrong, StringComparison.Ordinal))).Faults,
            f => (f.File, f.Line) == ("lines.csv", line) && f.Text.En.Contains(says, StringComparison.Ordinal));

    [Theory]
    [InlineData("class: pothole", "class: potholes", 2, "not a class")]
    [InlineData("owner: PWDx", "owner:", 3, "owner must be there")]
    [InlineData("2011-12-31", "31.12.2011", 4, "not a day")]
    [InlineData("reviewed: 2011-05-02", "review: 2011-05-02", 5, "is not one of")]
    [InlineData("# zh", "# cn", 11, "# zh or # en")]
    [InlineData("有危险的先围护。", "有危险的先围护。请绕行！谢谢。", 11, "read aloud")]
    [InlineData("# en", "", 1, "answer_en must be there")]
    public void A_slip_in_an_article_is_told(string right, string wrong, int line, string says) =>
        Assert.Contains(With(("knowledge/K-01.md", Article.Replace(right, wrong, StringComparison.Ordinal))).Faults,
            f => (f.File, f.Line) == ("knowledge/K-01.md", line) && f.Text.En.Contains(says, StringComparison.Ordinal) && f.Text.Zh.Length > 0);

    private static City Read(params (string Right, string Wrong)[] changes)
    {
        var json = changes.Aggregate(s_boston.Files["city.json"], (text, c) => text.Replace(c.Right, c.Wrong, StringComparison.Ordinal));
        var reading = With(("city.json", json));
        Assert.True(reading.City is not null, string.Join('\n', reading.Faults));
        return reading.City;
    }

    private static CityReading With(params (string File, string Text)[] files)
    {
        var changed = s_boston.Files.ToDictionary(f => f.Key, f => f.Value);
        foreach (var (file, text) in files)
        {
            changed[file] = text;
        }

        return CityFolder.Read(new CityFiles(changed));
    }
}

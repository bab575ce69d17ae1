using Liandong.Core;
using Liandong.Core.Cities;
using Liandong.Core.Dispatch;
using Liandong.Work.Cities;
using Xunit;

namespace Liandong.Tests.Cities;

/// <summary>Boston as it stands in the tree is sound; each slip of the pen in it is told, with its line, all at once.</summary>
public sealed class CityFolderTests
{
    private static readonly CityFiles s_boston = Files("boston");

    [Fact]
    public void Boston_is_without_fault_and_knows_its_register()
    {
        var city = Boston();

        Assert.Equal(("boston", 300, 43, 80, 91, 141), (city.Code, city.Areas.All.Count, city.Units.All.Count, city.Staff.Posts.Count, city.Staff.People.Count, city.Catalogue.All.Count));
        Assert.Equal(15, city.Staff.People.Count(p => p.Demo));
        Assert.Equal("hotline-order", city.DefaultProcedure);
    }

    [Theory]
    [InlineData("Request for Pothole Repair", "2 working-day")]
    [InlineData("Schedule a Bulk Item Pickup", "2 working-day")]
    [InlineData("Missed Trash/Recycling/Yard Waste/Bulk Item", "2 working-day")]
    [InlineData("Sidewalk Repair (Make Safe)", "2 working-day")]
    [InlineData("Sticker Request", "2 working-day")]
    [InlineData("Requests for Street Cleaning", "2 working-day")]
    [InlineData("Tree Emergencies", "1 working-day")]
    [InlineData("Street Light Outages", "10 working-day")]
    public void The_eight_named_types_are_promised_what_the_city_practised(string type, string limit) =>
        Assert.Equal(limit, Boston().Catalogue.ByAlias(type)!.Standards[0].Limit!.ToString());

    [Fact]
    public void Danger_shortens_the_limit_of_at_least_five_classes() =>
        Assert.True(Boston().Catalogue.All.Count(c => c.Standards.Count == 2) >= 5);

    [Fact]
    public void A_pothole_in_Jamaica_Plain_goes_to_the_yard_there_and_elsewhere_to_the_division()
    {
        var city = Boston();
        var pothole = new ClassCode("pothole");

        Assert.Equal("PWDx-02", city.Affairs.Find(new Matter(pothole, ["jamaica-plain", "boston"], null, null, default))!.Lead.Value);
        Assert.Equal("PWDx-HWY", city.Affairs.Find(new Matter(pothole, ["boston"], null, null, default))!.Lead.Value);
    }

    [Fact]
    public void Wards_are_found_by_either_form_of_the_file()
    {
        var areas = Boston().Areas;

        Assert.Equal("ward-18", areas.ByName("ward", "Ward 18")!.Code.Value);
        Assert.Equal("ward-18", areas.ByName("ward", "18")!.Code.Value);
        Assert.Equal(["0306", "ward-3", "boston"], areas.Chain(areas.ByName("precinct", "0306")!.Code.Value).Select(a => a.Code.Value));
        Assert.Equal("boston-unspecified", areas.ByName("neighborhood", "Boston")!.Code.Value);
    }

    [Fact]
    public void The_clerk_of_Public_Works_has_a_deputy()
    {
        var city = Boston();
        var clerks = city.Staff.Posts.Single(p => p.Code == "PWDx.clerk");

        Assert.Equal("clerk", city.Staff.Holder(clerks.Unit, clerks.Role, new DateOnly(2011, 7, 1))!.Value.Value);
        Assert.Contains(city.Staff.PostsOf(new PersonId("pwdx-clerk-deputy"), new DateOnly(2011, 7, 1)), p => p == clerks);
    }

    [Theory]
    [InlineData("procedures/hotline-order.json", "\"reopenDays\": 30", "\"reopenDays\": -3", "at least 0")]
    [InlineData("procedures/hotline-order.json", "\"maxNotes\": 5", "\"maxNote\": 5", "known")]
    [InlineData("procedures/hotline-order.json", "\"first\": \"dispatch\"", "\"first\": \"dispatching\"", "not a step")]
    [InlineData("procedures/hotline-order.json", "\"role\": \"reviewer\"", "\"role\": \"judge\"", "own role")]
    [InlineData("procedures/hotline-order.json", "\"roles\": [\"head\", \"clerk\"], \"seat\": \"lead\", \"states\"", "\"roles\": [\"chief\"], \"seat\": \"lead\", \"states\"", "without a post")]
    [InlineData("procedures/hotline-order.json", "\"list\": \"returnReasons\"", "\"list\": \"reasons\"", "not a list")]
    [InlineData("procedures/hotline-order.json", "close withdrawn", "close vanished", "closingKinds")]
    [InlineData("procedures/hotline-order.json", "\"before-due\"", "\"before-dusk\"", "not one of")]
    [InlineData("procedures/hotline-order.json", "\"2 working-day\" },", "\"2 working-day\", \"limits\": \"\" },", "not known")]
    [InlineData("procedures/hotline-order.json", "\"en\": \"Acceptance\"", "\"en\": \"\"", "needs \"en\"")]
    [InlineData("procedures/hotline-order.json", "\"act\": \"deem-accepted\"", "\"act\": \"accept\"", "seat is rule")]
    [InlineData("procedures/hotline-order.json", "suspend resume-due", "suspend resume", "takes one of")]
    [InlineData("city.json", "\"thresholds\": {\n    \"blue\": null", "\"thresholds\": {\n    \"blue\": 0.9", "rise")]
    [InlineData("city.json", "America/New_York", "America/Boston", "time zone")]
    [InlineData("city.json", "\"demo\"", "\"domo\"", "not known")]
    [InlineData("city.json", "\"calendar\": \"boston\"", "\"calendar\": \"lunar\"", "not a calendar")]
    [InlineData("city.json", "\"demo\": true", "\"demo\": \"yes\"", "true or false")]
    [InlineData("city.json", "\"demo\": true", "\"code\": \"b\"", "twice")]
    [InlineData("units.csv", "路灯科", "\uFFFD灯科", "UTF-8")]
    [InlineData("areas.csv", "ward-1,boston,", "ward-1,0101,", "circle")]
    [InlineData("areas.csv", "back-bay,boston", "back-bay,bosten", "not an area")]
    [InlineData("areas.csv", "Ward 2|02", "Ward 2|01", "alias of ward-1")]
    [InlineData("units.csv", "ISD,311,department,Insp", "PWDx,311,department,Insp", "twice")]
    [InlineData("units.csv", "Housing Division,住房检查处", "Housing Division,", "name_zh")]
    [InlineData("posts.csv", "承办岗,1", "承办岗,7", "from 0 to 2")]
    [InlineData("people.csv", ",PWDx.clerk,A,", ",PWDx.clark,A,", "not a post")]
    [InlineData("people.csv", "2011-01-01", "2011-13-01", "not a day")]
    [InlineData("people.csv", "311-audit-administrator,Lionel Rushmere,莱昂内尔·拉什米尔,311.audit-administrator,A,2011-01-01,,no,,", "administrator,Imogen Quillfeather,伊莫金·奎尔费瑟,311.audit-administrator,A,2011-01-01,,yes,,", "apart")]
    [InlineData("catalogue.csv", "2 working-day,boston", "2 working-days,boston", "working-days")]
    [InlineData("catalogue.csv", "2 working-day,boston", "2 working-day,", "without a calendar")]
    [InlineData("affairs.csv", "pothole,jamaica-plain,PWDx-02", "pothole,jamaica-plane,PWDx-99", "not a unit")]
    [InlineData("affairs.csv", "zoning,,", "zonings,,", "not a class")]
    [InlineData("texts/zh.json", "\"light.red\"", "\"light.rot\"", "in English")]
    [InlineData("units.csv", "code,parent", "code,parents", "column")]
    [InlineData("units.csv", "Housing Division", "\"Housing\" Division", "quote")]
    public void A_slip_is_told_with_its_line(string file, string right, string wrong, string says)
    {
        var files = With(s_boston, (file, right, wrong));
        var line = 1 + files.Files[file][..files.Files[file].IndexOf(wrong, StringComparison.Ordinal)].Count(c => c == '\n');

        var reading = CityFolder.Read(files);

        Assert.Null(reading.City);
        Assert.Contains(reading.Faults, f => f.File == file && f.Line == line && f.Text.En.Contains(says, StringComparison.Ordinal) && f.Text.Zh.Length > 0);
    }

    [Fact]
    public void A_notice_of_an_unknown_unit_is_told()
    {
        var reading = CityFolder.Read(With(s_boston, ("notices.csv", "answer_zh\n", "answer_zh\nn1,,,,,PWDz,Water off,停水,Until six,至六时\n")));

        Assert.Equal(("notices.csv", 2, "PWDz"), reading.Faults.Select(f => (f.File, f.Line, f.Value)).Single());
    }

    [Theory]
    [InlineData("people.csv", "tabitha", "posts.csv", "nobody holds")]
    [InlineData("affairs.csv", "zoning,,", "catalogue.csv", "nobody leads")]
    [InlineData("texts/en.json", "unit.kind.partner", "texts/zh.json", "in English")]
    public void What_is_missing_elsewhere_is_told_where_it_is_missed(string file, string line, string where, string says)
    {
        var files = s_boston.Files.ToDictionary(f => f.Key, f => f.Value);
        files[file] = string.Join('\n', files[file].Split('\n').Where(l => !l.Contains(line, StringComparison.OrdinalIgnoreCase)));

        Assert.Contains(CityFolder.Read(new CityFiles(files)).Faults, f => f.File == where && f.Text.En.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public void All_slips_are_told_at_once_and_a_missing_file_too()
    {
        var slips = With(s_boston, ("areas.csv", "back-bay,boston", "back-bay,bosten"), ("affairs.csv", "zoning,,", "zonings,,"), ("people.csv", "2011-01-01", "2011-13-01"));
        var files = slips.Files.Where(f => f.Key != "posts.csv").ToDictionary(f => f.Key, f => f.Value);

        var faulty = CityFolder.Read(new CityFiles(files)).Faults.Select(f => f.File).Distinct().ToList();

        // The class that affairs.csv no longer names is missed in the catalogue as well.
        Assert.Equal(["affairs.csv", "areas.csv", "catalogue.csv", "people.csv", "posts.csv"], faulty);
    }

    [Fact]
    public void Standards_with_another_promise_have_another_hash()
    {
        var changed = CityFolder.Read(With(s_boston, ("catalogue.csv", "2 working-day,boston", "3 working-day,boston"))).City!;
        var hashes = changed.Catalogue.All.SelectMany(c => c.Standards).Zip(Boston().Catalogue.All.SelectMany(c => c.Standards), (a, b) => (Same: a.Limit == b.Limit, SameHash: a.Hash == b.Hash)).ToList();

        Assert.Contains(hashes, h => !h.Same);
        Assert.All(hashes, h => Assert.Equal(h.Same, h.SameHash));
    }

    private static City Boston()
    {
        var reading = CityFolder.Read(s_boston);
        Assert.True(reading.City is not null, string.Join('\n', reading.Faults));
        return reading.City;
    }

    private static CityFiles With(CityFiles files, params (string File, string Right, string Wrong)[] slips)
    {
        var changed = files.Files.ToDictionary(f => f.Key, f => f.Value);
        foreach (var (file, right, wrong) in slips)
        {
            Assert.Contains(right, changed[file], StringComparison.Ordinal);
            changed[file] = changed[file].Replace(right, wrong, StringComparison.Ordinal);
        }

        return new CityFiles(changed);
    }

    /// <summary>A city of the tree.</summary>
    internal static CityFiles Files(string city) => CityFiles.ReadFolder(FolderOf(city));

    internal static string FolderOf(string city)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Liandong.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "cities", city);
    }
}

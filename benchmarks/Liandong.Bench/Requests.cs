using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Liandong.Bench;

/// <summary>What people of Boston call about, made of word lists; a seed makes the same ones again.</summary>
internal sealed class Requests
{
    private static readonly string[] s_what = ["Pothole", "Street light out", "Missed trash", "Fallen branch", "Graffiti", "Broken sidewalk", "Leaking hydrant", "Abandoned bicycle", "Overflowing barrel", "Faded crosswalk"];
    private static readonly string[] s_where = ["in front of the school", "at the corner by the bakery", "next to the bus stop", "behind the library", "on the left side going north", "near the playground gate"];
    private static readonly string[] s_how = ["It has been like this since Monday.", "My neighbour nearly fell last night.", "The crew came on Thursday and left again.", "Cars swerve to avoid it.", "It smells when the sun comes out.", "Please call before you come."];
    private static readonly string[] s_streets = ["Beacon", "Tremont", "Commonwealth", "Dorchester", "Centre", "Hyde Park", "Blue Hill", "Washington", "Huntington", "Meridian", "Bennington", "Adams", "River", "Summer", "Salem"];
    private static readonly string[] s_zhWhat = ["路灯不亮", "垃圾未清运", "路面坑洞", "树枝折断", "井盖松动", "噪声扰民", "违规停车", "墙面涂鸦", "人行道破损", "积水不退"];
    private static readonly string[] s_zhWhere = ["学校门口", "公交站旁", "菜场后门", "小区北侧", "图书馆对面", "河边步道"];
    private static readonly string[] s_zhHow = ["已经好几天了,请尽快处理。", "昨晚有老人差点摔倒。", "上周来过人,没有修好。", "影响居民出行,希望回复。", "雨后更加严重。"];

    private readonly Random _random;
    private readonly string[] _classes;
    private readonly string[] _areas;

    public Requests(string root, int seed)
    {
        _random = new Random(seed);
        _classes = Codes(root, "catalogue.csv", _ => true);
        _areas = Codes(root, "areas.csv", line => line.Contains(",neighborhood,", StringComparison.Ordinal));
    }

    public string Class() => Pick(_classes);

    public string Area() => Pick(_areas);

    public (string Title, string Description) Words() => _random.Next(10) < 3
        ? ($"{Pick(s_zhWhere)}{Pick(s_zhWhat)}", $"{Pick(s_zhWhere)}{Pick(s_zhWhat)},{Pick(s_zhHow)}{Pick(s_zhHow)}")
        : ($"{Pick(s_what)} {Pick(s_where)}", $"{Pick(s_what)} {Pick(s_where)}. {Pick(s_how)} {Pick(s_how)}");

    public string Address() => $"{_random.Next(1, 900)} {Pick(s_streets)} {Pick(["St", "Ave", "Rd"])}";

    public double Lon() => Math.Round(-71.15 + _random.NextDouble() * 0.12, 6);

    public double Lat() => Math.Round(42.25 + _random.NextDouble() * 0.12, 6);

    public int Next(int below) => _random.Next(below);

    /// <summary>The body of one registration over the API.</summary>
    public byte[] Body()
    {
        var (title, description) = Words();
        return Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
        {
            @class = Class(), title, description, place = new { lon = Lon(), lat = Lat(), address = Address() }, area = Area(),
            reporter = new { name = Pick(["Mary Calloway", "John Ferris", "王小明", "Ana Silva", "李芳"]), phone = string.Create(CultureInfo.InvariantCulture, $"617-555-{_random.Next(10_000):D4}") },
        }));
    }

    private string Pick(string[] from) => from[_random.Next(from.Length)];

    private static string[] Codes(string root, string file, Func<string, bool> fits) =>
        [.. File.ReadLines(Path.Combine(root, "cities", "boston", file)).Skip(1).Where(l => l.Contains(',', StringComparison.Ordinal) && fits(l)).Select(l => l.Split(',')[0])];
}

using System.Diagnostics;
using Liandong.Core;
using Liandong.Core.Areas;
using Liandong.Core.Places;

namespace Liandong.Bench;

/// <summary>The search for places among synthetic names: how long each kind of question takes, and what the index holds.</summary>
internal static class PlacesSection
{
    private const string First = "东西南北中春夏秋冬金银玉石松竹梅兰江河湖海山川日月星云风雨", Second = "安宁和平兴旺昌盛光明文化福寿康乐永久长城新华民生";
    private static readonly string[] s_estates = ["苑", "佳园", "公寓", "小区", "新村", "花苑"];
    private static readonly DateOnly s_day = new(2026, 11, 20);

    public static Task<string> RunAsync(Setting setting, CancellationToken cancel)
    {
        var names = Names(setting.Small ? 20_000 : 200_000);
        var random = new Random(7);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var places = names.Select((n, i) => new KnownPlace($"P{i}", "place", new LocalName($"Place {i}", n), [], [Initials(n)], new PlacePoint(121.4, 31.1))).ToList();
        var listed = GC.GetTotalMemory(forceFullCollection: true);
        var begun = Stopwatch.GetTimestamp();
        var gazetteer = new Gazetteer(places, new AreaTree([]), new Dictionary<string, string> { ["冬风"] = "东风" });
        gazetteer.Prepare();
        var built = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var held = GC.GetTotalMemory(forceFullCollection: true) - listed;

        string Any() => names[random.Next(names.Count)];
        var questions = new (string Name, Func<string> Said)[]
        {
            ("a whole name", Any),
            ("a name with a room", () => Any() + "8号301室"),
            ("the beginning of a name", () => Any()[..4]),
            ("two characters of a name", () => Any() is var n ? n.Substring(random.Next(n.Length - 1), 2) : ""),
            ("路1, the commonest pair", () => "路1"),
            ("initials", () => Initials(Any())),
            ("one wrong character", () => Any() is var n ? n[..1] + "错" + n[2..] : ""),
            ("a sentence with a name in it", () => $"就是{Any()}那边一个大超市旁边的弄堂里"),
            ("nothing like it", () => "火星基地第九区"),
        };
        var all = new List<double>();
        var rows = questions.Select(q =>
        {
            var times = Measure(gazetteer, q.Said, setting.Small ? 100 : 1000, cancel);
            all.AddRange(times);
            return Row(q.Name, new Latencies(times));
        }).ToList();
        rows.Add(Row("**all**", new Latencies(all)));
        return Task.FromResult($"""
            {Figures.N(names.Count)} synthetic names (lanes, houses, crossings, estates; generated, none real) with initials and an English name each, ten answers a question, in
            one thread. The index was made in {Figures.N(built, "F1")} s and holds {Figures.N(held / 1048576.0)} MB beside the {Figures.N((listed - before) / 1048576.0)} MB of the names themselves. Budget: p99 50 ms.

            {Figures.Table(["question", "p50 ms", "p99 ms", "max ms"], rows)}
            """);
    }

    private static List<double> Measure(Gazetteer gazetteer, Func<string> said, int times, CancellationToken cancel)
    {
        var measured = new List<double>();
        for (var i = -20; i < times; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var words = said();
            var begun = Stopwatch.GetTimestamp();
            _ = gazetteer.Find(words, 10, s_day).Items.Count;
            if (i >= 0)
            {
                measured.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
        }
        return measured;
    }

    private static string[] Row(string name, Latencies times) => [name, Figures.N(times.At(0.5), "F2"), Figures.N(times.At(0.99), "F2"), Figures.N(times.Max, "F2")];

    private static List<string> Names(int count)
    {
        var random = new Random(1);
        string Stem() => $"{First[random.Next(First.Length)]}{Second[random.Next(Second.Length)]}";
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (names.Count < count)
        {
            names.Add(random.Next(10) switch
            {
                < 4 => $"{Stem()}路{random.Next(1, 3000)}弄",
                < 7 => $"{Stem()}路{random.Next(1, 3000)}弄{random.Next(1, 99)}号",
                7 => $"{Stem()}路{Stem()}路路口",
                8 => $"{Stem()}{First[random.Next(First.Length)]}{s_estates[random.Next(s_estates.Length)]}",
                _ => $"{Stem()}路{random.Next(1, 3000)}号",
            });
        }
        return [.. names];
    }

    /// <summary>A letter for each character, the same for the same: no pinyin is needed to measure.</summary>
    private static string Initials(string name) => string.Concat(name.Select(c => char.IsAsciiDigit(c) ? c : (char)('a' + (c % 26))));
}

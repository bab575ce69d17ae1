using System.Text;
using System.Text.RegularExpressions;

namespace Liandong.Core.Places;

/// <summary>
/// Understands places as people say and type them in Chinese. The grammar of an address belongs to the language, as that of
/// a date does; the slips of the tongue and the hand are the city's.
/// </summary>
/// <param name="slips">What is written wrongly, and what is meant: 辛庄 = 莘庄.</param>
public sealed partial class PlaceSpeech(IReadOnlyDictionary<string, string> slips)
{
    /// <summary>Longer words are no place; the rest is not looked at.</summary>
    public const int Longest = 120;

    private const string Road = "[一-龥]{1,7}?(?:路|街|大道|公路)";

    /// <summary>Reads what somebody said; never fails: words that follow no form are a name.</summary>
    public PlaceReading Read(string said)
    {
        var (plain, side) = Beside(Plain(said));
        return Pole(plain, side) ?? Section(plain, side) ?? Crossing(plain, side) ?? Station(plain, side) ?? Stop(plain, side) ?? Bridge(plain, side) ?? Parts(plain, side);
    }

    /// <summary>
    /// The form in which names are compared: one width of letters and figures, no slips, numbers in figures, 号楼 and 幢 as 号,
    /// and no room, storey or staircase: whose door it is, is nobody's business here.
    /// </summary>
    public string Plain(string said)
    {
        var text = SpokenNumbers.InFigures(Corrected(Composed(said)));
        text = House().Replace(text, "$1号");
        text = LaneLeftOut().Replace(text, "$1弄$2");
        return Room().Replace(text, "").Trim();
    }

    /// <summary>True when a name holds a room: such a name belongs to no list of places.</summary>
    public bool HasRoom(string name) => Room().Matches(House().Replace(SpokenNumbers.InFigures(Composed(name)), "$1号")).Any(m => m.Length > 0);

    /// <summary>As it is compared, without blanks and dashes.</summary>
    public static string Joined(string plain) => plain.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);

    private string Corrected(string text) => slips.Aggregate(text, (t, slip) => t.Replace(slip.Key, slip.Value, StringComparison.Ordinal));

    /// <summary>Letters and figures; signs between become one blank, a dash between Chinese words the word for "to".</summary>
    private static string Composed(string said)
    {
        var text = new StringBuilder(said.Length);
        var whole = new string([.. said.EnumerateRunes().Take(Longest).Where(r => r != Rune.ReplacementChar && r.Value != 0xFFFE).SelectMany(r => r.ToString())])
            .Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        foreach (var (i, c) in whole.Index())
        {
            if (char.IsLetterOrDigit(c))
            {
                text.Append(c);
            }
            else if (c is '-' or '~' or '—' or '–' && i > 0 && i + 1 < whole.Length)
            {
                text.Append(char.IsAscii(whole[i - 1]) || char.IsAscii(whole[i + 1]) ? '-' : '至');
            }
            else if (text.Length > 0 && text[^1] != ' ')
            {
                text.Append(' ');
            }
        }
        return text.ToString().TrimEnd();
    }

    private static (string Plain, string Side) Beside(string plain)
    {
        var side = "";
        var text = Opening().Replace(plain, "");
        while (SideWords().Match(text) is { Success: true, Index: > 1 } m)
        {
            (text, side) = (text[..m.Index].TrimEnd(), m.Groups[1].Value + side);
        }
        return (text, side);
    }

    private static PlaceReading? Pole(string plain, string side) =>
        PoleCode().Match(plain) is { Success: true } m ? Of(PlaceForm.Pole, side, m.Groups[1].Value) : null;

    private static PlaceReading? Section(string plain, string side) => SectionWords().Match(plain) is not { Success: true } m ? null
        : Of(PlaceForm.Section, side, Meet(m.Groups[1].Value, m.Groups[2].Value), Meet(m.Groups[1].Value, m.Groups[3].Value), m.Groups[1].Value);

    private static PlaceReading? Crossing(string plain, string side)
    {
        var m = CrossingWords().Match(plain);
        var (one, other) = (m.Groups[1].Value, m.Groups[2].Value);
        return m.Success ? Of(PlaceForm.Crossing, side, Meet(one, other), Meet(other, one), one + other, one, other) : null;
    }

    /// <summary>The name that a crossing is kept under.</summary>
    private static string Meet(string one, string other) => one + other + "路口";

    private static PlaceReading? Station(string plain, string side)
    {
        var m = StationWords().Match(plain);
        if (!m.Success)
        {
            return null;
        }
        var (name, part, exit) = (m.Groups[1].Value + "地铁站", m.Groups[2].Value, m.Groups[3].Value is { Length: > 0 } number ? number + "号口" : "");
        return Of(PlaceForm.Station, side, name + part + exit, name + exit, name + part, name);
    }

    /// <summary>The name of a stop when the bus is said: that it is no metro station is then known.</summary>
    public static string BusStop(string stop) => (stop.EndsWith('站') ? stop[..^1] : stop) + "公交站";

    private static PlaceReading? Stop(string plain, string side)
    {
        if (StopWords().Match(plain) is not { Success: true } m)
        {
            return null;
        }
        var (name, saysBus) = (m.Groups[1].Value, m.Value.Contains("公交", StringComparison.Ordinal) || m.Value.Contains("公共汽车", StringComparison.Ordinal));
        return Of(PlaceForm.Stop, side, [.. saysBus ? new[] { BusStop(name) } : [], name + "站", name]);
    }

    private static PlaceReading? Bridge(string plain, string side) =>
        BridgeWords().Match(plain) is { Success: true } m ? Of(PlaceForm.Bridge, side, m.Groups[1].Value + m.Groups[2].Value, m.Groups[2].Value, m.Groups[1].Value) : null;

    /// <summary>A name, then counted parts, each smaller than the one before: 路 弄 号, 村 组 号, 小区 期 号.</summary>
    private static PlaceReading Parts(string plain, string side)
    {
        var m = PartWords().Match(plain);
        var (name, parts) = (m.Groups[1].Value, m.Groups[2].Captures.Select(c => c.Value).ToList());
        var keys = Enumerable.Range(0, parts.Count + 1).Select(left => name + string.Concat(parts.Take(parts.Count - left))).ToList();
        var isRoad = name.EndsWith('路') || name.EndsWith('街') || name.EndsWith("大道", StringComparison.Ordinal);
        if (isRoad && parts is [.., var end] && char.IsAsciiDigit(end[^1]))
        {
            // The word was left out: a lane or a house.
            keys.InsertRange(0, [keys[0] + "弄", keys[0] + "号"]);
        }
        var form = isRoad ? PlaceForm.Address : parts.Count == 0 ? PlaceForm.Name : name.EndsWith('村') ? PlaceForm.Village : PlaceForm.Estate;
        return Of(form, side, [.. keys]);
    }

    private static PlaceReading Of(PlaceForm form, string side, params string[] keys) =>
        new(form, [.. keys.Select(Joined).Where(k => k.Length > 0).DefaultIfEmpty("").Distinct(StringComparer.Ordinal)], side);

    [GeneratedRegex("([0-9]+)(?:号楼(?!道)|幢|栋)")]
    private static partial Regex House();

    [GeneratedRegex("(?<=[路街道])[ -]?([0-9]{2,5})[ -]([0-9]{1,3}号)")]
    private static partial Regex LaneLeftOut();

    [GeneratedRegex("[ -]?[0-9]{2,5}[室房]|(?<=号)(?=[ -]?[0-9])(?:[ -]?[0-9]{1,2}单元)?(?:[ -]?[0-9]{1,2}[楼层])?(?:[ -]?[0-9]{2,4}[室房]?)?(?![0-9弄号支组路单楼层室房])")]
    private static partial Regex Room();

    [GeneratedRegex("^(?:就是|就在|在|位于|地址是?|靠近) ?")]
    private static partial Regex Opening();

    [GeneratedRegex(" ?((?:斜?对面|对过|旁边|旁|附近|门口|门前|前面|后面|前|后|一带|那边|这边|周边|隔壁|沿线|[东南西北]{1,2}(?:侧|面|边|角|首))的?)$")]
    private static partial Regex SideWords();

    [GeneratedRegex("^(?:(?:路灯|灯)?杆号?|路灯|编号)? ?([a-z]{1,4}-?[0-9]{2,6}(?:-[0-9]{1,4})+)$")]
    private static partial Regex PoleCode();

    [GeneratedRegex($"^({Road}) ?({Road}) ?[至到] ?({Road}) ?(?:段|之间)?$")]
    private static partial Regex SectionWords();

    [GeneratedRegex($"^({Road}) ?(?:近|靠近|和|与|跟|至|到|交)? ?({Road}) ?(?:的?(?:十字|交叉)?路口|交[叉界汇]口?处?|口)?$")]
    private static partial Regex CrossingWords();

    [GeneratedRegex("^(?:地铁|轨交|轨道交通)?(?:[0-9]{1,2}号线)? ?([^ 0-9]{2,10}?)(?:(?:地铁|轨交|轨道交通)站?|(?<=^(?:地铁|轨交|轨道交通).*)站) ?([^ 0-9]*?) ?(?:([0-9]{1,2})号?(?:出入?)?口)?$")]
    private static partial Regex StationWords();

    [GeneratedRegex("^(?:公交)? ?([^ ]{2,20}?)(?:公交车?站|公共汽车站|(?<=[路街道])站)$")]
    private static partial Regex StopWords();

    [GeneratedRegex("^([一-龥]{1,4}[河江塘港浜泾浦溇]) ?([一-龥]{1,8}桥)$")]
    private static partial Regex BridgeWords();

    [GeneratedRegex("^(.*?)( ?[0-9]+(?:弄|支弄|号|组|队|期|区)| ?(?<=[路街道] ?)[0-9]+)*$")]
    private static partial Regex PartWords();
}

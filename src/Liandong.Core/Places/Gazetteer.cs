using Liandong.Core.Areas;

namespace Liandong.Core.Places;

/// <summary>A place that fits what was said.</summary>
/// <param name="Score">From 1, the place itself, down: what holds it loses a tenth a step; below <see cref="PlaceAnswer.Certain"/> are guesses.</param>
/// <param name="Ask">Another place is called just so: ask which is meant.</param>
public sealed record FoundPlace(KnownPlace Place, double Score, bool Ask = false);

/// <summary>What was understood, and the places that fit, best first.</summary>
public sealed record PlaceAnswer(PlaceReading Reading, IReadOnlyList<FoundPlace> Items)
{
    /// <summary>The lowest score of a place that was named, whole or by what holds it.</summary>
    public const double Certain = 0.6;

    /// <summary>The one place that was named; null when none was, or more than one is called so.</summary>
    public FoundPlace? Sure => Items is [{ Ask: false, Score: >= Certain } first, ..] ? first : null;
}

/// <summary>
/// The places and the areas of one city version, found as people say them. The same words give the same answer, in the same
/// order. The index is made when it is first asked.
/// </summary>
public sealed class Gazetteer
{
    private const double Step = 0.1;
    private const double Prefix = 0.5;
    private const double Spotted = 0.45;
    private const int LongestName = 16;
    private const int Spare = 4;

    private readonly IReadOnlyList<KnownPlace> _all;
    private readonly AreaTree _areas;
    private readonly PlaceSpeech _speech;
    private readonly Lazy<PlaceIndex> _index;

    /// <param name="slips">What is written wrongly, and what is meant.</param>
    /// <param name="areas">Areas of the main layer are found by name too.</param>
    public Gazetteer(IReadOnlyList<KnownPlace> places, AreaTree areas, IReadOnlyDictionary<string, string> slips)
    {
        (Places, _areas, _speech) = (places, areas, new PlaceSpeech(slips));
        _all = [.. areas.InLayer(AreaTree.MainLayer).Select(a => new KnownPlace(a.Code.Value, a.Level, a.Name, a.Aliases, [], null, a.Code)), .. places];
        _index = new Lazy<PlaceIndex>(() => new PlaceIndex(_all.SelectMany((p, owner) => TermsOf(p).Select(t => (t, owner)))));
    }

    /// <summary>Knows no place.</summary>
    public static Gazetteer Empty { get; } = new([], new AreaTree([]), new Dictionary<string, string>());

    /// <summary>The places, in the order of the file.</summary>
    public IReadOnlyList<KnownPlace> Places { get; }

    /// <summary>The place with this code, or null; areas are none.</summary>
    public KnownPlace? Find(string code) => Places.FirstOrDefault(p => p.Code == code);

    /// <summary>Makes the index, so that the first to ask need not wait for it.</summary>
    public void Prepare() => _ = _index.Value;

    /// <summary>The places that fit, at most so many; areas only when they exist on the day.</summary>
    public PlaceAnswer Find(string said, int most, DateOnly day)
    {
        var reading = _speech.Read(said);
        var found = Named(reading, said, day);
        if (found.Count < most)
        {
            found.AddRange(Guessed(reading, said, found.Count > 0, most * Spare, day).Where(g => found.All(f => f.Place != g.Place)).DistinctBy(g => g.Place));
        }
        return new PlaceAnswer(reading, [.. found.OrderByDescending(f => f.Score).ThenBy(f => f.Place.Name.Zh.Length)
            .ThenBy(f => f.Place.Name.Zh, StringComparer.Ordinal).ThenBy(f => f.Place.Code, StringComparer.Ordinal).Take(most)]);
    }

    /// <summary>What a place is kept under.</summary>
    private IEnumerable<string> TermsOf(KnownPlace place) => place.Aliases.Append(place.Name.Zh).SelectMany(n => _speech.Read(n).Names)
        .Concat(_speech.Read(place.Name.Zh) is { Form: PlaceForm.Stop, Key: var stop } ? [PlaceSpeech.BusStop(stop)] : [])
        .Concat(place.Initials.Append(place.Name.En).Select(n => PlaceSpeech.Joined(_speech.Plain(n)))).Distinct(StringComparer.Ordinal);

    /// <summary>What was named whole, then what holds it.</summary>
    private List<FoundPlace> Named(PlaceReading reading, string said, DateOnly day)
    {
        var found = new List<FoundPlace>();
        foreach (var (depth, key) in reading.Keys.Index())
        {
            var called = Called(key, day).Where(p => found.All(f => f.Place != p)).ToList();
            var ask = found.Count == 0 && called.Count > 1;
            found.AddRange(called.Select(p => new FoundPlace(p, Math.Max(PlaceAnswer.Certain, 1 - (depth * Step)), ask)));
        }
        if (reading.Form == PlaceForm.Section && Between(reading, day) is { } middle)
        {
            found.Insert(0, new FoundPlace(middle with { Name = new LocalName(said.Trim(), said.Trim()) }, 1));
            found.RemoveAll(f => f.Score == 1 && f.Place.Name.Zh != said.Trim());
        }
        return found;
    }

    /// <summary>The middle of a road between two others.</summary>
    private KnownPlace? Between(PlaceReading reading, DateOnly day) =>
        reading.Keys is [var from, var to, .., var road] && Called(from, day).FirstOrDefault() is { Point: { } one } first && Called(to, day).FirstOrDefault() is { Point: { } other }
            ? (Called(road, day).FirstOrDefault() ?? first) with { Point = one.Middle(other) } : null;

    private IEnumerable<KnownPlace> Called(ReadOnlySpan<char> key, DateOnly day)
    {
        var (start, count) = _index.Value.Whole(key).GetOffsetAndLength(_index.Value.Count);
        return Owners(Enumerable.Range(start, count), day);
    }

    private IEnumerable<KnownPlace> Owners(IEnumerable<int> terms, DateOnly day) =>
        terms.Select(_index.Value.Owner).Distinct().Select(o => _all[o]).Where(p => p.Area is not { } area || _areas.Find(area.Value)!.Exists(day));

    /// <summary>Names that begin with or hold what was typed; else names that stand in it; else names that are like it.</summary>
    private IEnumerable<FoundPlace> Guessed(PlaceReading reading, string said, bool named, int most, DateOnly day)
    {
        var typed = PlaceSpeech.Joined(_speech.Plain(said));
        if (typed.Length < 2)
        {
            return [];
        }
        var holding = Of(_index.Value.Holding(typed, most), Prefix / 2, day);
        if (named || holding.Count > 0)
        {
            return holding;
        }
        var standing = InWords(typed, day);
        return standing.Count > 0 ? standing : Of(_index.Value.Alike(reading.Key, most), Spotted, day);
    }

    private List<FoundPlace> Of(IReadOnlyList<(int Term, double Share)> terms, double most, DateOnly day) =>
        [.. terms.SelectMany(t => Owners([t.Term], day).Select(p => new FoundPlace(p, t.Share * most)))];

    /// <summary>Names that stand in a sentence; where one could be cut in two, the longer counts.</summary>
    private List<FoundPlace> InWords(string typed, DateOnly day)
    {
        var found = new List<FoundPlace>();
        for (var at = 0; at + 1 < typed.Length; at++)
        {
            for (var length = Math.Min(LongestName, typed.Length - at); length > 1; length--)
            {
                var name = typed.AsSpan(at, length);
                if (!System.Text.Ascii.IsValid(name) && Called(name, day).ToList() is { Count: > 0 } called)
                {
                    var share = (called[0].Point is null ? 0 : Prefix / 10) + (Spotted * length / typed.Length);
                    var borne = called.Count == 1 && found is [.., { Ask: false } before] && before.Place.Point is { } one && called[0].Point is { } other && one.IsNear(other);
                    if (borne)
                    {
                        // Two names side by side that lie side by side bear each other out: the first is meant, the second says where in it.
                        found[^1] = found[^1] with { Score = PlaceAnswer.Certain };
                    }
                    found.AddRange(called.Select(p => new FoundPlace(p, share, called.Count > 1)));
                    at += length - 1;
                    break;
                }
            }
        }
        return found;
    }
}

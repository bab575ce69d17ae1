using System.Globalization;
using System.Text.Json;
using Liandong.Core;

namespace Liandong.Work.Verify;

/// <summary>Something that does not hold: which sentence, and where.</summary>
/// <param name="Kind">The key of its sentence.</param>
/// <param name="Number">The case's number, when it is known.</param>
/// <param name="Seq">The event.</param>
/// <param name="Facts">What fills the sentence.</param>
public sealed record Finding(string Kind, Guid? Stream, string? Number, int? Seq, params object?[] Facts)
{
    /// <summary>The sentence in both languages.</summary>
    public LocalName Text => VerifyWords.Of(Kind, Facts);

    /// <summary>One line: kind, place, both sentences.</summary>
    public override string ToString()
    {
        string[] place =
        [
            .. Number is null ? [] : new[] { $"case 案件 {Number}" },
            .. Stream is null ? [] : new[] { $"stream 流 {Stream}" },
            .. Seq is null ? [] : new[] { string.Create(CultureInfo.InvariantCulture, $"event 事件 {Seq}") },
        ];
        return $"[{Kind}] {string.Join(", ", place)}: {Text.En} · {Text.Zh}";
    }
}

/// <summary>What verify says; the words lie in Sentences.json.</summary>
public static class VerifyWords
{
    private static readonly Dictionary<string, LocalName> s_words = Load();

    /// <summary>A sentence with its blanks filled.</summary>
    public static LocalName Of(string key, params object?[] facts) => new(Fill(s_words[key].En, facts), Fill(s_words[key].Zh, facts));

    /// <summary>Both languages in one line.</summary>
    public static string Line(string key, params object?[] facts) => Of(key, facts) is var text ? $"{text.En} · {text.Zh}" : "";

    private static string Fill(string words, object?[] facts) => string.Format(CultureInfo.InvariantCulture, words, facts);

    private static Dictionary<string, LocalName> Load()
    {
        using var stream = typeof(VerifyWords).Assembly.GetManifestResourceStream("Liandong.Work.Verify.Sentences.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, LocalName>>(stream, JsonSerializerOptions.Web)!;
    }
}

/// <summary>What has been found so far, by all workers: counted whole, kept up to a bound.</summary>
public sealed class Findings
{
    private const int MostKept = 1000;
    private readonly Lock _gate = new();
    private readonly List<Finding> _kept = [];
    private readonly List<Finding> _erased = [];
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Faults, the first thousand.</summary>
    public IReadOnlyList<Finding> Faults => _kept;

    /// <summary>Lawful erasures, the first thousand.</summary>
    public IReadOnlyList<Finding> Erasures => _erased;

    /// <summary>How many faults of each kind.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>All erasures.</summary>
    public int Erased { get; private set; }

    /// <summary>Notes a fault.</summary>
    public void Add(Finding finding)
    {
        lock (_gate)
        {
            _counts[finding.Kind] = _counts.GetValueOrDefault(finding.Kind) + 1;
            if (_kept.Count < MostKept)
            {
                _kept.Add(finding);
            }
        }
    }

    /// <summary>Notes what is gone lawfully.</summary>
    public void AddErasure(Finding finding)
    {
        lock (_gate)
        {
            Erased++;
            if (_erased.Count < MostKept)
            {
                _erased.Add(finding);
            }
        }
    }
}

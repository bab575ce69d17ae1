using System.Buffers;
using System.Runtime.InteropServices;

namespace Liandong.Core.Places;

/// <summary>
/// Terms in memory, each leading to an owner: found whole, by their beginning, by any part of two characters or more, or by
/// how alike they are. Sorted terms answer the first two, pairs of neighbouring characters the others; nothing but the
/// terms, one number for each and one for each pair is kept.
/// </summary>
internal sealed class PlaceIndex
{
    // One wrong character in the middle of four leaves one pair of three, and three characters of four.
    private const double LeastPairs = 0.33;
    private const double LeastAlike = 0.6;

    private readonly string[] _terms;
    private readonly int[] _owners;
    private readonly Dictionary<int, int> _slots = [];
    private readonly int[] _starts;
    private readonly int[] _postings;

    public PlaceIndex(IEnumerable<(string Term, int Owner)> terms)
    {
        var sorted = terms.Where(t => t.Term.Length > 0).Distinct().ToArray();
        Array.Sort(sorted, (a, b) => string.CompareOrdinal(a.Term, b.Term) is var c and not 0 ? c : a.Owner.CompareTo(b.Owner));
        (_terms, _owners) = ([.. sorted.Select(t => t.Term)], [.. sorted.Select(t => t.Owner)]);
        var counts = new List<int>();
        EachPair((slot, _) =>
        {
            CollectionsMarshal.SetCount(counts, Math.Max(counts.Count, slot + 1));
            counts[slot]++;
        });
        _starts = new int[counts.Count + 1];
        for (var i = 0; i < counts.Count; i++)
        {
            _starts[i + 1] = _starts[i] + counts[i];
        }
        _postings = new int[_starts[^1]];
        var next = _starts[..^1];
        EachPair((slot, term) => _postings[next[slot]++] = term);
    }

    /// <summary>How many terms there are.</summary>
    public int Count => _terms.Length;

    public string Term(int term) => _terms[term];

    public int Owner(int term) => _owners[term];

    /// <summary>The terms that are this, as a range of their numbers.</summary>
    public Range Whole(ReadOnlySpan<char> text) => First(text, past: false)..First(text, past: true);

    /// <summary>The best terms that hold a text, best first: the share of the term that it is, more when it begins it.</summary>
    public IReadOnlyList<(int Term, double Share)> Holding(string text, int most)
    {
        var best = new Best(most);
        foreach (var term in Rarest(text))
        {
            if (_terms[term].IndexOf(text, StringComparison.Ordinal) is var at and >= 0)
            {
                best.Offer(term, ((double)text.Length / _terms[term].Length) + (at == 0 ? 1 : 0));
            }
        }
        return best.InOrder();
    }

    /// <summary>The terms most alike, best first: characters in common, of all of both, where there are pairs in common too.</summary>
    public IReadOnlyList<(int Term, double Share)> Alike(string text, int most)
    {
        var shared = ArrayPool<byte>.Shared.Rent(_terms.Length);
        Array.Clear(shared, 0, _terms.Length);
        foreach (var slot in Pairs(text).Where(_slots.ContainsKey).Select(p => _slots[p]))
        {
            foreach (var term in Posted(slot))
            {
                shared[term]++;
            }
        }
        var best = new Best(most);
        for (var term = 0; term < _terms.Length; term++)
        {
            if (shared[term] > 0 && 2.0 * shared[term] / (text.Length + _terms[term].Length - 2) >= LeastPairs && Likeness(text, _terms[term]) is var share and >= LeastAlike)
            {
                best.Offer(term, share);
            }
        }
        ArrayPool<byte>.Shared.Return(shared);
        return best.InOrder();
    }

    /// <summary>Terms of which a text with this one in it must be one of.</summary>
    private ReadOnlySpan<int> Rarest(string text)
    {
        var rarest = -1;
        foreach (var pair in Pairs(text))
        {
            if (!_slots.TryGetValue(pair, out var slot))
            {
                return [];
            }
            rarest = rarest < 0 || Posted(slot).Length < Posted(rarest).Length ? slot : rarest;
        }
        return rarest < 0 ? [] : Posted(rarest);
    }

    private ReadOnlySpan<int> Posted(int slot) => _postings.AsSpan(_starts[slot].._starts[slot + 1]);

    /// <summary>Each pair of each term once, in the order of the terms.</summary>
    private void EachPair(Action<int, int> posted)
    {
        var last = new List<int>();
        for (var term = 0; term < _terms.Length; term++)
        {
            for (var i = 1; i < _terms[term].Length; i++)
            {
                ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_slots, Pair(_terms[term], i), out var known);
                slot = known ? slot : _slots.Count - 1;
                CollectionsMarshal.SetCount(last, Math.Max(last.Count, _slots.Count));
                if (last[slot] != term + 1)
                {
                    last[slot] = term + 1;
                    posted(slot, term);
                }
            }
        }
    }

    private int First(ReadOnlySpan<char> text, bool past)
    {
        var (low, high) = (0, _terms.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var order = _terms[middle].AsSpan().SequenceCompareTo(text);
            (low, high) = order < 0 || (past && order == 0) ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

    private static double Likeness(string one, string other)
    {
        var left = other;
        var same = 0;
        foreach (var c in one)
        {
            if (left.IndexOf(c, StringComparison.Ordinal) is var at and >= 0)
            {
                (left, same) = (left.Remove(at, 1), same + 1);
            }
        }
        return 2.0 * same / (one.Length + other.Length);
    }

    private static IEnumerable<int> Pairs(string text) => Enumerable.Range(1, Math.Max(0, text.Length - 1)).Select(i => Pair(text, i)).Distinct();

    private static int Pair(string text, int at) => (text[at - 1] << 16) | text[at];

    /// <summary>Keeps the best of many without sorting them all; of equals the first term.</summary>
    private sealed class Best(int most)
    {
        private readonly PriorityQueue<(int Term, double Share), (double Share, int Term)> _kept = new();

        public void Offer(int term, double share)
        {
            if (_kept.Count < most)
            {
                _kept.Enqueue((term, share), (share, -term));
            }
            else if (_kept.Peek().Share < share)
            {
                _kept.EnqueueDequeue((term, share), (share, -term));
            }
        }

        public IReadOnlyList<(int Term, double Share)> InOrder() =>
            [.. _kept.UnorderedItems.Select(i => i.Element).OrderByDescending(e => e.Share).ThenBy(e => e.Term)];
    }
}

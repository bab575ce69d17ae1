namespace Liandong.Core.Simulation;

/// <summary>
/// Draws that depend on nothing but a seed: the same seed gives the same city, on every machine and in every version of the
/// platform (SplitMix64). Not for secrets.
/// </summary>
public sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A source of its own for everything that is drawn under these words: what is drawn elsewhere does not move it.</summary>
    public static Chance Of(ulong seed, params ReadOnlySpan<string> words)
    {
        // The seed is mixed first: plain, it would cancel out against the same seed written in the words.
        var hash = new Chance(seed).Bits();
        foreach (var word in words)
        {
            foreach (var sign in word)
            {
                hash = (hash ^ sign) * 1099511628211UL;
                hash ^= hash >> 32;
            }
            hash = (hash ^ '|') * 1099511628211UL;
        }
        return new Chance(hash);
    }

    /// <summary>Sixty-four fresh bits.</summary>
    public ulong Bits()
    {
        var z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>From 0, inclusive, to 1, exclusive.</summary>
    public double Next() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True with this probability.</summary>
    public bool Is(double share) => Next() < share;

    /// <summary>A whole number, both ends inclusive.</summary>
    public int Between(int from, int to) => from + (int)(Next() * (to - from + 1));

    /// <summary>A number between two, more often near the first: how long people take.</summary>
    public double Soon(double from, double to)
    {
        var u = Next();
        return from + ((to - from) * u * u);
    }

    /// <summary>One of a list that is not empty.</summary>
    public T One<T>(IReadOnlyList<T> of) => of[Between(0, of.Count - 1)];

    /// <summary>One of a list by weight; the weights need not make 1.</summary>
    public T Pick<T>(IReadOnlyList<T> of, Func<T, double> weight)
    {
        var left = Next() * of.Sum(weight);
        foreach (var item in of)
        {
            left -= weight(item);
            if (left < 0)
            {
                return item;
            }
        }
        return of.Last(i => weight(i) > 0);
    }

    /// <summary>How many come where so many are usual and none waits for another.</summary>
    public int Poisson(double mean)
    {
        var (count, limit, product) = (0, Math.Exp(-mean), Next());
        for (; product > limit; count++)
        {
            product *= Next();
        }
        return count;
    }
}

using System.Globalization;

namespace Liandong.Bench;

/// <summary>Several measurements of one thing: the median counts, the spread tells how far to trust it.</summary>
internal sealed record Spread(double Min, double Median, double Max)
{
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Spread(sorted[0], sorted[sorted.Length / 2], sorted[^1]);
    }

    public string Text(string format = "N0") => string.Create(CultureInfo.InvariantCulture,
        $"{Median.ToString(format, CultureInfo.InvariantCulture)} ({Min.ToString(format, CultureInfo.InvariantCulture)}–{Max.ToString(format, CultureInfo.InvariantCulture)})");
}

/// <summary>How long single answers took, in milliseconds.</summary>
internal sealed class Latencies
{
    private readonly double[] _sorted;

    public Latencies(IEnumerable<double> milliseconds)
    {
        _sorted = [.. milliseconds];
        Array.Sort(_sorted);
    }

    public int Count => _sorted.Length;

    public double At(double part) => _sorted.Length == 0 ? 0 : _sorted[Math.Min(_sorted.Length - 1, (int)(part * _sorted.Length))];

    public double Max => _sorted.Length == 0 ? 0 : _sorted[^1];
}

/// <summary>Numbers as they are printed.</summary>
internal static class Figures
{
    public static string N(double value, string format = "N0") => value.ToString(format, CultureInfo.InvariantCulture);

    public static string Table(string[] head, IEnumerable<string[]> rows) =>
        string.Join('\n', rows.Prepend([.. head.Select(_ => "---")]).Prepend(head).Select(r => "| " + string.Join(" | ", r) + " |")) + "\n";
}

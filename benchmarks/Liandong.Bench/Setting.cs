using System.Globalization;

namespace Liandong.Bench;

/// <summary>How long and how often to measure, and where the clone lies.</summary>
/// <param name="Small">A quick trial, whose figures are not written to docs/.</param>
/// <param name="Seconds">Length of one run.</param>
/// <param name="Rounds">Alternating runs; the median counts.</param>
/// <param name="Clients">How many register at once, one row each.</param>
internal sealed record Setting(string Root, bool Small, int Seconds, int Rounds, IReadOnlyList<int> Clients)
{
    public string Host => Path.Combine(Root, "src", "Liandong.Web", "bin", "Release", "net10.0", "liandong.dll");

    public static Setting? Read(string[] args, string[] known, out IReadOnlyList<string> wanted)
    {
        var rest = args.ToList();
        var small = rest.Remove("--small");
        var seconds = Number(rest, "--seconds") ?? (small ? 3 : 15);
        var rounds = Number(rest, "--rounds") ?? 3;
        IReadOnlyList<int> clients = Number(rest, "--clients") is { } only ? [only] : [1, 8, 32];
        wanted = rest.Count == 0 ? known : rest;
        return rest.TrueForAll(known.Contains) ? new Setting(FindRoot(), small, seconds, rounds, clients) : null;
    }

    /// <summary>Progress goes to stderr; stdout is the report.</summary>
    public void Say(string line) => Console.Error.WriteLine(line);

    private static int? Number(List<string> args, string name)
    {
        var at = args.IndexOf(name);
        if (at < 0 || at + 1 >= args.Count || !int.TryParse(args[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }
        args.RemoveRange(at, 2);
        return number;
    }

    public static string FindRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at!.FullName, "Liandong.slnx")))
        {
            at = at.Parent;
        }
        return at.FullName;
    }
}

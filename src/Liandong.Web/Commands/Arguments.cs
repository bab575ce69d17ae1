namespace Liandong.Web.Commands;

/// <summary>The person at the keyboard wrote something that cannot be understood; the message says what and what to do.</summary>
public sealed class UsageException(string message) : Exception(message);

/// <summary>Arguments of a verb: <c>--name value</c>, <c>--flag</c>, and the rest in order.</summary>
public sealed class Arguments
{
    private readonly Dictionary<string, string> _named = new(StringComparer.Ordinal);

    /// <param name="flags">Names that take no value.</param>
    /// <param name="values">Names that take one.</param>
    public Arguments(string[] args, IReadOnlyCollection<string> flags, IReadOnlyCollection<string> values)
    {
        var rest = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            var (name, given) = args[i].Split('=', 2) is [var n, var v] && n.StartsWith("--", StringComparison.Ordinal) ? (n, v) : (args[i], null);
            if (!name.StartsWith("--", StringComparison.Ordinal))
            {
                rest.Add(args[i]);
            }
            else if (flags.Contains(name[2..]) && given is null)
            {
                _named[name[2..]] = "";
            }
            else if (values.Contains(name[2..]) && (given is not null || i + 1 < args.Length))
            {
                _named[name[2..]] = given ?? args[++i];
            }
            else
            {
                throw new UsageException($"{args[i]} ? Known here 可用: {string.Join(' ', values.Select(x => $"--{x} …").Concat(flags.Select(x => "--" + x)))}");
            }
        }
        Rest = rest;
    }

    /// <summary>What has no name.</summary>
    public IReadOnlyList<string> Rest { get; }

    /// <summary>The clone: where <c>cities/</c> and the default <c>data/</c> lie.</summary>
    public static string Root => Environment.GetEnvironmentVariable("LIANDONG_ROOT") is { Length: > 0 } root ? root : Environment.CurrentDirectory;

    /// <summary>The data folder: given, or <c>data/</c> of the clone.</summary>
    public string DataDir => Path.GetFullPath(Maybe("data") ?? Path.Combine(Root, "data"));

    /// <summary>A flag was given.</summary>
    public bool Has(string name) => _named.ContainsKey(name);

    /// <summary>A value, or null.</summary>
    public string? Maybe(string name) => _named.GetValueOrDefault(name);

    /// <summary>A value that must be there.</summary>
    public string Need(string name) => Maybe(name) ?? throw new UsageException($"--{name} is missing. 缺少 --{name}。");

    /// <summary>The folder of a city: a path, or a name in <c>cities/</c>.</summary>
    public static string CityFolder(string name)
    {
        var folder = Directory.Exists(name) && File.Exists(Path.Combine(name, "city.json")) ? name : Path.Combine(Root, "cities", name);
        return File.Exists(Path.Combine(folder, "city.json")) ? folder
            : throw new UsageException($"There is no city '{name}': {folder} has no city.json. 没有城市“{name}”。");
    }
}

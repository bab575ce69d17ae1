using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Liandong.Core;

namespace Liandong.Work.Cities;

/// <summary>A fault of a city's folder: where it stands and what to do.</summary>
/// <param name="File">Path inside the folder, with slashes.</param>
/// <param name="Line">From 1; 0 when the file as a whole is meant.</param>
/// <param name="Value">The value at fault, as written.</param>
/// <param name="Text">What is wrong and what to do, in both languages.</param>
public sealed record Fault(string File, int Line, string Value, LocalName Text);

/// <summary>The files of a city, by path: what is applied, kept as a version and written back by export.</summary>
public sealed record CityFiles(IReadOnlyDictionary<string, string> Files)
{
    private static readonly string[] Kinds = [".json", ".csv", ".geojson", ".md"];

    /// <summary>SHA-256, hex, over paths and contents in order.</summary>
    public string Hash { get; } = HashOf(Files);

    /// <summary>Reads a folder; files of other kinds are left alone.</summary>
    public static CityFiles ReadFolder(string folder) => new(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(f => Kinds.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase))
        .ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), f => File.ReadAllText(f, Encoding.UTF8), StringComparer.Ordinal));

    /// <summary>Files of a folder that are left alone: of other kinds, so that nobody takes them for a part of the city.</summary>
    public static IReadOnlyList<string> LeftAlone(string folder) => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(f => !Kinds.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase))
        .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>As kept in the database.</summary>
    public string ToJson() => JsonSerializer.Serialize(Files.OrderBy(f => f.Key, StringComparer.Ordinal).ToDictionary(f => f.Key, f => f.Value));

    /// <summary>From the database.</summary>
    public static CityFiles FromJson(string json) => new(JsonSerializer.Deserialize<Dictionary<string, string>>(json)!);

    private static string HashOf(IReadOnlyDictionary<string, string> files)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, content) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            sha.AppendData(Encoding.UTF8.GetBytes($"{path}\n{content.Length}\n{content}"));
        }
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}

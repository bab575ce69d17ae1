using System.Globalization;
using System.Text.Json;

namespace Liandong.Work.Store.Postgres;

/// <summary>What this folder says to the person at the terminal, in Chinese and English; the words lie in Sentences.json.</summary>
internal static class Sentences
{
    private sealed record Pair(string Zh, string En);

    private static readonly Dictionary<string, Pair> Words = Load();

    /// <summary>One line, for a step that is going on.</summary>
    public static string Line(string key, params object?[] facts) => $"{Fill(Words[key].Zh, facts)} · {Fill(Words[key].En, facts)}";

    /// <summary>Two lines, for what stops the start.</summary>
    public static StoreUnavailableException Stop(string key, params object?[] facts) =>
        new(key, Fill(Words[key].Zh, facts), Fill(Words[key].En, facts));

    private static string Fill(string words, object?[] facts) => string.Format(CultureInfo.InvariantCulture, words, facts);

    private static Dictionary<string, Pair> Load()
    {
        using var stream = typeof(Sentences).Assembly.GetManifestResourceStream("Liandong.Work.Store.Postgres.Sentences.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, Pair>>(stream, JsonSerializerOptions.Web)!;
    }
}

/// <summary>The store cannot be opened here; the message is for the person who started the program, in both languages.</summary>
public sealed class StoreUnavailableException(string reason, string chinese, string english) : Exception($"{english}\n{chinese}")
{
    /// <summary>Short name of the reason, the key of its sentence.</summary>
    public string Reason { get; } = reason;
    public string Chinese { get; } = chinese;
    public string English { get; } = english;
}

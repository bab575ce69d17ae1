using System.Text.Json;
using Liandong.Core;

namespace Liandong.Work.Cities;

/// <summary>Tells slips of one JSON file of a city, each at its line.</summary>
internal sealed class JsonSlips(string file, FaultLog log)
{
    public void Tell(LocatedJson at, string english, string chinese) => log.Add(file, at.Line, at.Text, english, chinese);

    /// <summary>Remembers the line of a word that only the whole city can judge.</summary>
    public void Note(string kind, LocatedJson word) => log.Note(file, $"{kind} {word.Text}", word.Line);

    /// <summary>Tells members that are unknown or stand twice.</summary>
    public void OnlyMembers(LocatedJson at, IReadOnlyList<string> known)
    {
        foreach (var (name, value) in at.Members)
        {
            if (at[name] != value)
            {
                Tell(value, $"'{name}' is written twice; keep one", $"“{name}”写了两次,请只留一个");
            }

            if (!known.Contains(name, StringComparer.Ordinal))
            {
                Tell(value, $"'{name}' is not known here", $"此处不认识“{name}”");
            }
        }
    }

    /// <summary>A name in both languages; told and null when one is missing.</summary>
    public LocalName? Name(LocatedJson? at)
    {
        if (at is null || (at["en"]?.Text is { Length: > 0 } && at["zh"]?.Text is { Length: > 0 }))
        {
            return at is null ? null : new LocalName(at["en"]!.Text, at["zh"]!.Text);
        }

        Tell(at, "needs \"en\" and \"zh\"", "须同时有 en 和 zh");
        return null;
    }

    /// <summary>True or false; false when it is missing.</summary>
    public bool YesNo(LocatedJson? at)
    {
        if (at is { Kind: not (JsonValueKind.True or JsonValueKind.False) })
        {
            Tell(at, "must be true or false", "应为 true 或 false");
        }

        return at?.Kind == JsonValueKind.True;
    }
}

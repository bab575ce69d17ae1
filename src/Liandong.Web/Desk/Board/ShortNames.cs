using Liandong.Core;
using Liandong.Web.Look;

namespace Liandong.Web.Desk.Board;

/// <summary>
/// Names for where there is little room: in Chinese what people say (an alias of two or three signs), in English without the
/// last words that several of them share (Huacao Town, Qibao Town: Huacao, Qibao).
/// </summary>
internal sealed class ShortNames
{
    private const int Several = 2;
    private readonly bool _chinese;
    private readonly ILookup<string, string> _endings;

    public ShortNames(Texts texts, IEnumerable<LocalName> names)
    {
        _chinese = texts.IsChinese;
        _endings = names.SelectMany(n => Words(n.En).Skip(1)).ToLookup(w => w, StringComparer.Ordinal);
    }

    public string Of(LocalName name, IEnumerable<string> aliases)
    {
        if (_chinese)
        {
            return aliases.FirstOrDefault(a => a.Length is 2 or 3 && a.All(c => c > 0xFF)) ?? name.Zh;
        }
        var words = Words(name.En).ToList();
        while (words.Count > 1 && _endings[words[^1]].Count() >= Several)
        {
            words.RemoveAt(words.Count - 1);
        }
        return string.Join(' ', words);
    }

    private static string[] Words(string name) => name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

using Liandong.Core.Units;

namespace Liandong.Tests.Api;

/// <summary>What robots learn from each other in one city: which acts end a case, which were seldom done, and who could do them after which act.</summary>
public sealed class Habits
{
    private ILookup<string, string>? _holders;
    private readonly HashSet<string> _enders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _done = new(StringComparer.Ordinal);
    private readonly Dictionary<(string After, string Person), string[]> _able = [];

    /// <summary>Whoever holds a post in a unit.</summary>
    public IEnumerable<string> HoldersIn(Staff staff, string unit) =>
        (_holders ??= staff.Holdings.ToLookup(h => staff.FindPost(h.Post)!.Unit.Value, h => h.Person.Value, StringComparer.Ordinal))[unit];

    public void Did(string act, bool ended)
    {
        _done[act] = _done.GetValueOrDefault(act) + 1;
        if (ended)
        {
            _enders.Add(act);
        }
    }

    public bool Ends(string act) => _enders.Contains(act);

    public void Could(string after, string person, IEnumerable<string> acts) => _able[(after, person)] = [.. acts];

    /// <summary>1 for what was done no more often than the average act, less for what was done more often.</summary>
    public double Rarity(string act) => _done.Count == 0 ? 1 : Math.Min(1, _done.Values.Average() / (1 + _done.GetValueOrDefault(act)));

    /// <summary>How rare the rarest is that this person could do at this point of an earlier walk; 0 when he could do nothing, or was not asked.</summary>
    public double Promise(string after, string person) => _able.GetValueOrDefault((after, person)) is { Length: > 0 } acts ? acts.Max(Rarity) : 0;
}

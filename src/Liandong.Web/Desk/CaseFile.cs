using Liandong.Core.Cases;
using Liandong.Web.SignIn;
using Liandong.Work.Cases;
using Liandong.Work.Cities;

namespace Liandong.Web.Desk;

/// <summary>One case as a page is made of it: its row, its state, its trace, and the situation of the reader.</summary>
public sealed record CaseFile(CaseView Row, CaseState State, Situation Situation, IReadOnlyList<TracedAct> Trace, IReadOnlyList<DatedChange> Meanwhile, Signed Who)
{
    /// <summary>Words typed at the opening: title, description, address.</summary>
    public string? Opening(string key) => Trace[0].Texts?.GetValueOrDefault(key);
}

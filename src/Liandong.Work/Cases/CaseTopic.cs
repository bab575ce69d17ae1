namespace Liandong.Work.Cases;

/// <summary>
/// The topic of one case as it is told between nodes. It names whom the case is about, so that their browsers are not told
/// that something happens there; what a browser hears is the plain topic.
/// </summary>
public static class CaseTopic
{
    private const string Prefix = "case/";

    /// <summary>The topic of a case.</summary>
    public static string Of(Guid id, string? complainedOf, string? person) => complainedOf is null && person is null ? Prefix + id : $"{Prefix}{id} {complainedOf} {person}";

    /// <summary>The plain topic for whoever may hear it; null for whom it is about.</summary>
    public static string? For(string topic, Scope scope) => topic.Split(' ') is [var plain, var unit, var person]
        ? scope.Shuns(unit, person) ? null : plain : topic;
}

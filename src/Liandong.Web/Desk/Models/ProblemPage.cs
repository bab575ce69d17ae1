namespace Liandong.Web.Desk.Models;

/// <summary>What happened and the way on.</summary>
public sealed record ProblemPage(int Status, string Title, string What, string WayWords, string WayUrl);

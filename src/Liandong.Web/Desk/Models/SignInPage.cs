namespace Liandong.Web.Desk.Models;

/// <param name="Demo">One button each, only where the city says demo and the host listens on loopback.</param>
/// <param name="Error">What went wrong and what to do; never which of name and password it was.</param>
/// <param name="AskCode">The password was right and the second factor is wanted.</param>
/// <param name="Half">What the page carries from the password to the code; unreadable to it.</param>
/// <param name="Disclaimer">What the city says of its invented people and numbers.</param>
public sealed record SignInPage(string Url, string ReturnUrl, IReadOnlyList<DemoPerson> Demo, string? Login = null, string? Error = null, bool AskCode = false,
    string? Half = null, string? Disclaimer = null);

/// <param name="Post">What he does, in words: 承办岗.</param>
public sealed record DemoPerson(string Login, string Name, string Post, string? Unit);

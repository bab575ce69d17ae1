using System.Text;
using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Work.Accounts;
using Liandong.Work.Cases;

namespace Liandong.Work.Calls;

/// <summary>Who looks for the cases of which number, and why.</summary>
/// <param name="Key">Made with the form: a second press is the same look.</param>
public sealed record NumberLook(Guid Key, PersonId By, string Phone, string? Reason);

/// <summary>
/// The open and recent cases of a caller's number outside a call. It is a read of personal data: it stands with its reason in the
/// log that auditors read before anything is given out. Never a count, never another number, never a name.
/// </summary>
public static class LookByNumber
{
    private const int Most = 8;
    private const int ShownDigits = 2;
    private const int Shortest = 7;
    private const int Longest = 13;
    private const string Between = "+-() .·";
    private static readonly TimeSpan s_recent = TimeSpan.FromDays(90);

    /// <summary>True for what can only be a telephone number: seven to thirteen digits with what people write between them. A case number has more.</summary>
    public static bool IsNumber(string? typed)
    {
        var text = (typed ?? "").Normalize(NormalizationForm.FormKC).Trim();
        return text.Count(char.IsAsciiDigit) is >= Shortest and <= Longest && text.All(c => char.IsAsciiDigit(c) || Between.Contains(c)) && !CaseNumber.TryParse(text, out _);
    }

    /// <summary>The cases that the reader may see, open ones first; or why not.</summary>
    public static async Task<(IReadOnlyList<CaseView>? Cases, Refusal? Refusal)> RunAsync(Node node, NumberLook look, Scope scope, CancellationToken cancel)
    {
        var reason = look.Reason?.Trim() ?? "";
        if (look.Key == Guid.Empty || !IsNumber(look.Phone))
        {
            return (null, new Refusal(Refusals.FieldInvalid, "phone"));
        }
        if (reason.Length is < ChangeAccount.ShortestReason or > ChangeAccount.LongestReason)
        {
            return (null, new Refusal(Refusals.FieldMissing, "reason"));
        }
        var line = new AccountLine(look.Key, node.Real.GetUtcNow(), look.By, null, AccountDeeds.ByNumber, reason, Masked(look.Phone));
        if (!await AccountLog.WriteAsync(node.Source, line, cancel) && !await IsSameAsync(node, line, cancel))
        {
            return (null, new Refusal(Refusals.KeyReused));
        }
        return (await node.Reader.OfCallerAsync(node.Keys.PhoneKey(look.Phone)!, scope, node.Clock.GetUtcNow() - s_recent, Most, cancel), null);
    }

    /// <summary>Enough to compare with what a call-taker wrote down, too little to ring anybody.</summary>
    private static string Masked(string phone) => "****" + string.Concat(phone.Normalize(NormalizationForm.FormKC).Where(char.IsAsciiDigit))[^ShownDigits..];

    private static async Task<bool> IsSameAsync(Node node, AccountLine line, CancellationToken cancel)
    {
        await using var connection = await node.Source.OpenConnectionAsync(cancel);
        return await AccountLog.FindAsync(connection, null, line.Id, cancel) is { } kept && kept with { At = line.At } == line;
    }
}

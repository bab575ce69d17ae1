using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Liandong.Core;
using Liandong.Core.Cases;

namespace Liandong.Work.Cases;

/// <summary>One of many cases to act on, with the version that was read where the act needs one.</summary>
public sealed record AskedCase(string Number, int? Version);

/// <summary>What became of one of many.</summary>
public sealed record ActedCase(string Number, Answer Answer);

/// <summary>
/// Does one act on many cases. Each is decided and committed on its own, under an id that follows from the request's key and
/// its number: whatever breaks half-way, the same request again does what is left and nothing twice.
/// </summary>
public static class ActOnCases
{
    /// <summary>The most cases of one request.</summary>
    public const int Most = 500;

    // Enough to fill a group commit, few enough to leave connections to others.
    private const int AtOnce = 16;
    private const int Half = 8;

    /// <summary>A row for each case, in the order asked; or the refusal of the whole.</summary>
    public static async Task<(IReadOnlyList<ActedCase> Cases, Refusal? Refusal)> RunAsync(CaseDesk desk, Act act, ActRequest request,
        IReadOnlyList<AskedCase> cases, Scope scope, CancellationToken cancel)
    {
        if (Wrong(cases) is { } wrong)
        {
            return ([], wrong);
        }
        var (before, reused) = await KnownActs.OfManyAsync(desk.Source, act, IdOf(act.Id, null), cancel);
        if (reused is not null)
        {
            return ([], reused);
        }
        var visible = await LoadedCase.FindAllAsync(desk.Source, [.. cases.Select(c => c.Number)], scope, cancel);
        var answers = new Answer[cases.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, cases.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (i, stop) =>
        {
            var own = Each(act, cases[i].Number);
            // Whoever gave a case away does not see it any more, but may hear again that it was done.
            CaseId? id = visible.TryGetValue(cases[i].Number, out var seen) ? seen : before.TryGetValue(own.Id, out var acted) ? acted : null;
            answers[i] = id is { } found ? await ActOnCase.RunAsync(desk, own, found, request, cases[i].Version, stop) : Answer.No(Refusals.NotFound, "number");
        });
        return ([.. cases.Zip(answers, (c, a) => new ActedCase(c.Number, a))], null);
    }

    /// <summary>The act on one of the cases: the same request, an id of its own.</summary>
    public static Act Each(Act act, string number) => act with { Id = IdOf(act.Id, number) };

    /// <summary>Half of it is the key's and half the number's, so that all acts of a key lie side by side; without a number the first of them.</summary>
    private static ActId IdOf(ActId key, string? number)
    {
        Span<byte> id = stackalloc byte[2 * Half];
        id.Clear();
        var bytes = key.Value.ToByteArray(bigEndian: true);
        SHA256.HashData(bytes).AsSpan(0, Half).CopyTo(id);
        if (number is not null)
        {
            SHA256.HashData([.. bytes, .. Encoding.UTF8.GetBytes(number)]).AsSpan(0, Half).CopyTo(id[Half..]);
        }
        return new ActId(new Guid(id, bigEndian: true));
    }

    private static Refusal? Wrong(IReadOnlyList<AskedCase> cases) => cases.Count switch
    {
        0 => new Refusal(Refusals.FieldMissing, "cases"),
        > Most => new Refusal(Refusals.FieldInvalid, "cases", Most.ToString(CultureInfo.InvariantCulture)),
        _ when cases.GroupBy(c => c.Number, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice => new Refusal(Refusals.FieldInvalid, "cases", twice.Key),
        _ => null,
    };
}

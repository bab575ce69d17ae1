using Liandong.Core;

namespace Liandong.Web.Api;

/// <summary>The status of every refusal. What a guard of the procedure says no to is 422: understood, allowed to ask, not now.</summary>
public static class RefusalStatus
{
    private static readonly Dictionary<string, int> s_status = new(StringComparer.Ordinal)
    {
        [Refusals.UnknownAct] = 400,
        [Refusals.FieldMissing] = 400,
        [Refusals.FieldInvalid] = 400,
        [Refusals.FieldUnknown] = 400,
        [Refusals.CodeUnknown] = 400,
        [Refusals.TextTooShort] = 400,
        [Refusals.InTheFuture] = 400,
        [Refusals.BodyInvalid] = 400,
        [Refusals.NotSignedIn] = 401,
        [Refusals.NotYourRole] = 403,
        [Refusals.NotYours] = 403,
        [Refusals.NotFound] = 404,
        [Refusals.MethodUnsupported] = 405,
        [Refusals.Stale] = 409,
        [Refusals.KeyReused] = 409,
        [Refusals.TooLarge] = 413,
        [Refusals.TypeUnsupported] = 415,
        [Refusals.VersionMissing] = 428,
        [Refusals.Broken] = 500,
        [Refusals.Busy] = 503,
    };

    /// <summary>The HTTP status of a refusal.</summary>
    public static int Of(string refusal) => s_status.GetValueOrDefault(refusal, 422);

    /// <summary>Every refusal of the closed list with its status.</summary>
    public static IReadOnlyList<(string Refusal, int Status)> All { get; } =
        [.. typeof(Refusals).GetFields().Select(f => (string)f.GetRawConstantValue()!).Select(r => (r, Of(r)))];
}

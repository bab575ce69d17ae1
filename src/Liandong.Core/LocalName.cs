namespace Liandong.Core;

/// <summary>A name in the two languages of the house; both are always there.</summary>
/// <param name="En">The English name.</param>
/// <param name="Zh">The Chinese name.</param>
public sealed record LocalName(string En, string Zh)
{
    /// <summary>The name in a language tag: any Chinese tag ("zh", "zh-CN", "zh-Hans") gives <see cref="Zh"/>, everything else <see cref="En"/>.</summary>
    public string In(string language) =>
        language.Equals("zh", StringComparison.OrdinalIgnoreCase) || language.StartsWith("zh-", StringComparison.OrdinalIgnoreCase)
            ? Zh
            : En;
}

using Microsoft.AspNetCore.DataProtection;
using QRCoder;

namespace Liandong.Web.SignIn;

/// <summary>A secret on its way from the server to an authenticator: shown for ten minutes, kept only after a code has proved it.</summary>
public sealed class SecondFactor(IDataProtectionProvider protection)
{
    private const int Modules = 5;
    private static readonly TimeSpan s_open = TimeSpan.FromMinutes(10);
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("sign-in/new-secret").ToTimeLimitedDataProtector();

    /// <summary>A new secret, sealed for its person.</summary>
    public string Begin(string person) => _protector.Protect($"{Totp.NewSecret()} {person}", s_open);

    /// <summary>The secret; null when it is too old or somebody else's.</summary>
    public string? Open(string sealedSecret, string person)
    {
        try
        {
            return _protector.Unprotect(sealedSecret).Split(' ', 2) is [var secret, var whose] && whose == person ? secret : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The picture for an authenticator's camera. An image of its own, for the content policy allows nothing inline.</summary>
    public static IResult Picture(HttpContext context, string half, SecondFactor factor)
    {
        var who = Signed.Need(context);
        if (factor.Open(half, who.Person.Id.Value) is not { } secret)
        {
            return Results.NotFound();
        }
        using var code = QRCodeGenerator.GenerateQrCode(Totp.Address("Liandong " + who.City.Name.En, who.Person.Id.Value, secret), QRCodeGenerator.ECCLevel.M);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(new SvgQRCode(code).GetGraphic(Modules), "image/svg+xml");
    }
}

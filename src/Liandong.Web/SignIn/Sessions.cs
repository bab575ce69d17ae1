using System.Globalization;
using System.Security.Claims;
using Liandong.Core;
using Liandong.Work;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace Liandong.Web.SignIn;

/// <summary>The signed-in cookie: made, looked at on every request, ended.</summary>
public sealed class Sessions(IDataProtectionProvider protection)
{
    private const string StampClaim = "stamp";
    private const string DemoStamp = "demo";
    private static readonly TimeSpan s_half = TimeSpan.FromMinutes(5);
    private readonly ITimeLimitedDataProtector _half = protection.CreateProtector("sign-in/second-factor").ToTimeLimitedDataProtector();

    /// <summary>Signs in; without a stamp through the demo door.</summary>
    public static Task BeginAsync(HttpContext context, string person, Guid? stamp)
    {
        var claims = new[]
        {
            new Claim(Signed.PersonClaim, person),
            new Claim(StampClaim, stamp?.ToString("D", CultureInfo.InvariantCulture) ?? DemoStamp),
        };
        return context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme)));
    }

    /// <summary>What the page holds between password and code: unreadable, for five minutes.</summary>
    public string HalfWay(string person, Guid stamp) => _half.Protect($"{stamp:D} {person}", s_half);

    /// <summary>Reads it back; null when it is too old or not ours.</summary>
    public (string Person, Guid Stamp)? FromHalfWay(string text)
    {
        try
        {
            return _half.Unprotect(text).Split(' ', 2) is [var stamp, var person] && Guid.TryParse(stamp, out var id) ? (person, id) : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    /// <summary>On every request: the city must know the person, the account must still carry the stamp, the demo door must be open.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        if (http.Request.Path.StartsWithSegments("/problem", StringComparison.Ordinal))
        {
            // The page that says the database is away must not ask the database.
            return;
        }
        if (!await HoldsAsync(http, context.Principal))
        {
            context.RejectPrincipal();
            await http.SignOutAsync();
        }
    }

    /// <summary>Whether who signed in may still be here at this moment; a stream that stays open asks again and again.</summary>
    public static async Task<bool> HoldsAsync(HttpContext http, ClaimsPrincipal? principal)
    {
        var (person, stamp) = (principal?.FindFirstValue(Signed.PersonClaim), principal?.FindFirstValue(StampClaim));
        var city = http.RequestServices.GetRequiredService<Node>().City.Now;
        return person is not null && city.Staff.Find(new PersonId(person)) is not null && (stamp == DemoStamp
            ? DemoDoor.Find(city, person) is not null && http.RequestServices.GetRequiredService<DemoDoor>().IsOpen(http, city)
                && !await http.RequestServices.GetRequiredService<ClosedAccounts>().HasAsync(person, http.RequestAborted)
            : Guid.TryParse(stamp, out var id) && await http.RequestServices.GetRequiredService<Accounts>().StampAsync(person, http.RequestAborted) == id);
    }
}

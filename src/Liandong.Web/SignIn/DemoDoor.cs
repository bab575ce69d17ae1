using System.Net;
using Liandong.Core;
using Liandong.Core.Cities;
using Liandong.Core.Units;

namespace Liandong.Web.SignIn;

/// <summary>
/// The door without a password: only where the city says demo, the host is bound to loopback, and the request came over
/// loopback, by a loopback name (a foreign page may point its own name at us) and through no proxy.
/// </summary>
public sealed class DemoDoor(bool boundToLoopback)
{
    /// <summary>Open for this request.</summary>
    public bool IsOpen(HttpContext context, City city) =>
        city.Demo && boundToLoopback
        && context.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded")
        && (context.Request.Host.Host is "localhost" || (IPAddress.TryParse(context.Request.Host.Host, out var host) && IPAddress.IsLoopback(host)));

    /// <summary>The demo person of this name, or null.</summary>
    public static Person? Find(City city, string login) => city.Staff.Find(new PersonId(login)) is { Demo: true } person ? person : null;
}

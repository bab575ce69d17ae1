using System.Security.Claims;
using Liandong.Core;
using Liandong.Core.Cities;
using Liandong.Core.Units;
using Liandong.Work;
using Liandong.Work.Cases;

namespace Liandong.Web.SignIn;

/// <summary>Who asks, as the posts stand at this moment, and what he may see.</summary>
/// <param name="Now">Installation time of the request.</param>
public sealed record Signed(Person Person, Actor Actor, Scope Scope, City City, DateTimeOffset Now)
{
    /// <summary>The claim that carries the person's code.</summary>
    public const string PersonClaim = "person";

    private static readonly object s_key = new();

    /// <summary>The person of this request; null when nobody is signed in or the city no longer knows him.</summary>
    public static Signed? Of(HttpContext context)
    {
        if (!context.Items.TryGetValue(s_key, out var known))
        {
            context.Items[s_key] = known = Read(context);
        }
        return (Signed?)known;
    }

    /// <summary>The person of a request that only the signed-in reach.</summary>
    public static Signed Need(HttpContext context) =>
        Of(context) ?? throw new InvalidOperationException("A page for the signed-in was reached without sign-in.");

    /// <summary>The same person with the posts of this moment; null when the city no longer knows him.</summary>
    public static Signed? Anew(HttpContext context) => (Signed?)(context.Items[s_key] = Read(context));

    /// <summary>Holds a post with one of these roles.</summary>
    public bool Is(params ReadOnlySpan<string> roles)
    {
        foreach (var role in roles)
        {
            if (Actor.Posts.Any(p => p.Role == role))
            {
                return true;
            }
        }
        return false;
    }

    private static Signed? Read(HttpContext context)
    {
        if (context.User.FindFirstValue(PersonClaim) is not { } code)
        {
            return null;
        }
        var node = context.RequestServices.GetRequiredService<Node>();
        var (city, now) = (node.City.Now, node.Clock.GetUtcNow());
        if (city.Staff.Find(new PersonId(code)) is not { } person)
        {
            return null;
        }
        var actor = city.Of(person.Id, now);
        return new Signed(person, actor, Scope.Of(actor, city), city, now);
    }
}

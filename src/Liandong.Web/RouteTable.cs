using Liandong.Core.Units;

namespace Liandong.Web;

/// <summary>One address of the host and who may come in. Which rows they see there is the scope's matter.</summary>
/// <param name="Method">The HTTP method; <c>*</c> for any.</param>
/// <param name="Pattern">As it is mapped.</param>
/// <param name="Roles">Role codes; <see cref="RouteTable.Everyone"/> needs no sign-in, <see cref="RouteTable.Staff"/> any person of the city.</param>
public sealed record RouteLine(string Method, string Pattern, IReadOnlyList<string> Roles)
{
    /// <summary>True without sign-in.</summary>
    public bool IsPublic => ReferenceEquals(Roles, RouteTable.Everyone);

    /// <summary>True when the actor may come in.</summary>
    public bool Allows(Actor? actor) => IsPublic
        || actor is { Person: not null } && (ReferenceEquals(Roles, RouteTable.Staff) || actor.Posts.Any(p => Roles.Contains(p.Role)));
}

/// <summary>
/// Every route of the host with the roles that may use it, kept by hand. What has no line is closed to everybody, and a test
/// fails for it.
/// </summary>
public static class RouteTable
{
    /// <summary>Without sign-in.</summary>
    public static readonly IReadOnlyList<string> Everyone = ["*"];

    /// <summary>Any member of any unit.</summary>
    public static readonly IReadOnlyList<string> Staff = ["@"];

    private static readonly string[] s_unmask = ["call-taker", "shift-leader", "dispatcher", "call-back", "supervisor", "clerk", "head"];

    private static readonly string[] s_administrators = ["system-administrator", "security-administrator", "audit-administrator"];

    /// <summary>Who looks into the city's files; what changes them is the system administrator's alone.</summary>
    private static readonly string[] s_city = ["system-administrator", "audit-administrator"];

    private static readonly string[] s_board = ["leader", "supervisor", "shift-leader", "dispatcher", "head", "system-administrator"];

    /// <summary>Three at the city's desk, none of whom may do the others' part, and for their own units those who do two of them.</summary>
    private static readonly string[] s_people = ["system-administrator", "security-administrator", "audit-administrator", "unit-administrator"];

    private static readonly string[] s_owners = ["clerk", "head", "liaison", "shift-leader"];

    private static readonly string[] s_posts = ["system-administrator", "unit-administrator"];

    /// <summary>The table.</summary>
    public static IReadOnlyList<RouteLine> All { get; } =
    [
        // Any member of any unit may report any matter (product A9); acts are judged by role, seat and guards in the core.
        new("GET", "/api/v1/cases", Staff),
        new("POST", "/api/v1/cases", Staff),
        new("GET", "/api/v1/cases/{number}", Staff),
        new("GET", "/api/v1/cases/{number}/events", Staff),
        new("GET", "/api/v1/cases/{number}/acts", Staff),
        new("POST", "/api/v1/cases/{number}/acts", Staff),
        new("POST", "/api/v1/cases/acts", Staff),
        new("POST", "/api/v1/cases/{number}/reporter", s_unmask),
        new("GET", "/api/v1/cases/{number}/contacts", Staff),
        new("GET", "/api/v1/cases/{number}/links", ["call-back"]),
        // The telephone system is an account of its own with one of these roles.
        new("POST", "/api/v1/calls", ["shift-leader", "system-administrator"]),
        new("GET", "/api/v1/areas", Staff),
        new("POST", "/api/v1/locate", Staff),
        new("GET", "/api/v1/places", Staff),
        new("GET", "/api/v1/units", Staff),
        new("GET", "/api/v1/classes", Staff),
        new("GET", "/api/v1/procedures", Staff),
        new("POST", "/api/v1/files", Staff),
        new("GET", "/api/v1/files/{hash}", Staff),
        new("*", "/api/{**path}", Everyone),
        new("GET", "/openapi/{documentName}.json", Everyone),

        // Pages.
        new("*", "/sign-in", Everyone),
        new("POST", "/sign-out", Everyone),
        new("POST", "/preferences", Everyone),
        // The address is the key; the page itself looks whose it is.
        new("*", "/r/{token}", Everyone),
        new("*", "/problem/{status:int}", Everyone),
        new("GET", "/health", Everyone),
        new("GET", "/look", Everyone),
        new("*", "/look/samples/{name}", Everyone),
        new("GET", "/", Staff),
        new("GET", "/cases", Staff),
        new("*", "/cases/new", Staff),
        new("*", "/dispatch", ["dispatcher"]),
        new("*", "/cases/export", Staff),
        new("*", "/cases/print", Staff),
        new("*", "/cases/views", Staff),
        new("GET", "/dispatch/objections", ["dispatcher", "supervisor", "shift-leader"]),
        new("*", "/shift", ["shift-leader"]),
        new("*", "/shift/handovers/{id}", ["shift-leader"]),
        new("GET", "/cases/{number}", Staff),
        new("*", "/cases/{number}/acts", Staff),
        new("*", "/cases/acts", Staff),
        new("GET", "/cases/{number}/print", Staff),
        new("*", "/cases/{number}/reporter", s_unmask),
        new("GET", "/cases/{number}/readers", ["supervisor", "audit-administrator"]),
        new("GET", "/files/{hash}", Staff),
        new("*", "/station", ["committee-secretary", "committee-member", "patrol-member"]),
        new("*", "/board", s_board),
        new("GET", "/board/wall", s_board),
        new("GET", "/board/calls", s_board),
        new("*", "/call-back", ["call-back"]),
        new("GET", "/review", ["reviewer"]),
        new("GET", "/round", ["verifier"]),
        new("*", "/hotline", ["call-taker", "shift-leader"]),
        new("*", "/hotline/{call:guid}", ["call-taker", "shift-leader"]),
        new("GET", "/imports", ["supervisor", "system-administrator", "audit-administrator"]),
        new("GET", "/imports/{run}/refused", ["system-administrator"]),
        new("GET", "/admin/people", s_people),
        new("GET", "/admin/people/{person}", s_people),
        new("*", "/admin/people/{person}/account", ["security-administrator", "unit-administrator"]),
        new("GET", "/admin/grounds", s_people),
        new("GET", "/admin/grounds/{ground}", s_people),
        new("POST", "/admin/grounds/{ground}", s_posts),
        new("GET", "/admin/roles", s_people),
        new("GET", "/admin/people-sheet", s_posts),
        new("*", "/admin/people-import", s_posts),
        new("*", "/admin/people-new", s_posts),
        new("*", "/admin/people/{person}/leave", s_posts),
        new("*", "/admin/people/{person}/posts", s_posts),
        new("GET", "/admin/people-log", ["audit-administrator"]),
        new("GET", "/admin/people-log/readers", ["security-administrator"]),
        // The address is the key.
        new("*", "/welcome/{token}", Everyone),
        new("GET", "/admin", s_people),
        new("GET", "/admin/city", s_city),
        new("GET", "/admin/city/{**file}", s_city),
        new("GET", "/admin/city/out/{**file}", s_city),
        new("GET", "/admin/city/versions", s_administrators),
        new("GET", "/admin/city/versions/{no:int}", s_administrators),
        new("GET", "/admin/city/row/{**file}", s_city),
        new("POST", "/admin/city/row/{**file}", ["system-administrator"]),
        new("GET", "/admin/city/text/{**file}", s_city),
        new("POST", "/admin/city/text/{**file}", ["system-administrator"]),
        // Words find staff, units, places and cases; the cases of a caller's number are for those who speak with callers.
        new("*", "/find", Staff),
        new("*", "/find/number", ["call-taker", "shift-leader"]),
        new("GET", "/staff/{person}", Staff),
        new("GET", "/units/{unit}", Staff),
        new("GET", "/places/{place}", Staff),
        // An article is its owner's: whoever sits in his unit reads what was found wrong, and answers by correcting or confirming.
        new("GET", "/knowledge", s_owners),
        new("*", "/knowledge/{article}", s_owners),
        new("*", "/me", Staff),
        new("*", "/me/blocks", Staff),
        new("GET", "/me/code", Staff),
        new("GET", "/live", Staff),
    ];

    /// <summary>The line of a route, or null: then nobody may.</summary>
    public static RouteLine? Find(string method, string pattern) =>
        All.FirstOrDefault(l => l.Pattern == pattern && (l.Method == method || l.Method == "*"));
}

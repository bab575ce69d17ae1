namespace Liandong.Web.Desk.Admin;

/// <summary>What an administrator's desk leads to; everybody is offered what opens to him.</summary>
/// <param name="Path">As it stands in the table of routes.</param>
/// <param name="Key">Of its name; its words, when there are some, under <c>admin.about.KEY</c> or <c>KEY.words</c>.</param>
public sealed record AdminLink(string Path, string Key);

public static class AdminLinks
{
    public static IReadOnlyList<AdminLink> All { get; } =
    [
        new("/admin/city", "city.title"),
        new("/admin/city/versions", "city.versions"),
        new("/admin/people", "people.title"),
        new("/admin/grounds", "grounds.title"),
        new("/admin/roles", "roles.title"),
        new("/admin/people-log", "people.log"),
        new("/admin/people-log/readers", "people.log.readers"),
        new("/imports", "imports.title"),
    ];
}

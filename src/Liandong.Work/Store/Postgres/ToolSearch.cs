namespace Liandong.Work.Store.Postgres;

/// <summary>Where to look for PostgreSQL, and where to bring one to; no cache means none is brought.</summary>
public sealed record ToolSearch(IReadOnlyList<string> Folders, string? Cache)
{
    public static ToolSearch Everywhere => new([.. PostgresTools.UsualFolders()], DefaultCache());

    /// <summary>The tools for a place: the ones it knows, else the newest; for existing data only of its own major version.</summary>
    internal async Task<PostgresTools> ForAsync(PostgresPlace place, Action<string> say, CancellationToken stop)
    {
        var known = ToolsFile.Read(place.Tools);
        var major = known is null ? (int?)null : PostgresTools.MajorOf(known.Version);
        if (known is not null && await PostgresTools.ProbeAsync(known.Folder, place.RunAs, stop) is { } same && same.Major == major) return same;

        var found = await PostgresTools.FindAsync(Folders, place.RunAs, stop);
        if (found.FirstOrDefault(tools => major is null || tools.Major == major) is { } fit) return fit;
        if (major is not null and not EmbeddedPostgres.Major) throw OtherMajor(place, known!, found);

        var (brought, why) = Cache is null ? (null, "–") : await EmbeddedPostgres.BringAsync(Cache, place.RunAs, say, stop);
        if (brought is not null) return brought;
        throw major is null || found.Count == 0 ? Sentences.Stop("none", why) : OtherMajor(place, known!, found);
    }

    private static StoreUnavailableException OtherMajor(PostgresPlace place, ToolsFile known, IReadOnlyList<PostgresTools> found) =>
        Sentences.Stop("otherMajor", place.Folder, PostgresTools.MajorOf(known.Version), found.Count == 0 ? "–" : string.Join(", ", found.Select(tools => tools.Version)));

    /// <summary>Outside the clone: several clones share it, and user postgres must reach it when we are root.</summary>
    private static string DefaultCache() => Environment.IsPrivilegedProcess
        ? "/var/cache/liandong"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "liandong");
}

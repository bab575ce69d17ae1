using Liandong.Core;
using Npgsql;

namespace Liandong.Work.Cities;

/// <summary>One thing to change in a city's files.</summary>
public abstract record CityEdit(string File);

/// <summary>Writes values into the row that has this key; columns not named stay.</summary>
public sealed record RowEdit(string File, IReadOnlyList<string> Key, IReadOnlyDictionary<string, string> Values) : CityEdit(File);

/// <summary>Adds a row.</summary>
public sealed record NewRow(string File, IReadOnlyDictionary<string, string> Values) : CityEdit(File);

/// <summary>Takes a row out: of what was never used, or a person's second post. What has open work ends by its <c>to</c>.</summary>
public sealed record RowGone(string File, IReadOnlyList<string> Key) : CityEdit(File);

/// <summary>A whole file as it shall stand.</summary>
/// <param name="Content">Null: the file goes.</param>
public sealed record WholeFile(string File, string? Content) : CityEdit(File);

/// <summary>What somebody wants changed, all of it or nothing.</summary>
/// <param name="MadeFrom">Hash of the version that he looked at.</param>
/// <param name="Key">Made by the form: the same key again is the same change.</param>
public sealed record CityWish(PersonId Person, string Reason, Guid Key, string MadeFrom, IReadOnlyList<CityEdit> Edits);

/// <summary>A row (or, with an empty code, a file) that somebody else changed meanwhile.</summary>
/// <param name="By">The version that did it last; null when it cannot be told.</param>
/// <param name="Changes">What is different from what was looked at.</param>
public sealed record CityConflict(string File, string Code, CityVersion? By, IReadOnlyList<CityChange> Changes);

/// <summary>What a wish came to.</summary>
/// <param name="Version">The version that is in force by it; null when it was refused, only tried, or changes nothing.</param>
/// <param name="Faults">In the words of <c>city check</c>; the lines are those of the files as they would be.</param>
public sealed record CityChanged(int? Version, IReadOnlyList<CityChange> Changes, IReadOnlyList<Fault> Faults, IReadOnlyList<CityConflict> Conflicts, bool Repeated = false)
{
    public bool IsRefused => Faults.Count > 0 || Conflicts.Count > 0;
}

/// <summary>
/// The one way in which a city is changed on screen: rows of its files are written anew, the rest stays to the byte, and the whole is
/// checked and put in force as a folder would be. It is checked before the lock is taken, for it takes a second or two and nobody
/// who applies shall wait for it: when another version came into force meanwhile, it is done again on top of that one.
/// </summary>
public static class ChangeCity
{
    /// <summary>More changes than this in the few seconds that one takes are a fault, not a busy office.</summary>
    private const int MostTries = 20;

    /// <param name="dry">Only tells what it would change, or why not.</param>
    public static async Task<CityChanged> RunAsync(Node node, CityWish wish, CancellationToken cancel, bool dry = false)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await CityVersions.ByKeyAsync(node.Source, wish.Key, cancel) is { } done)
            {
                return new CityChanged(done.No, [.. (await CityVersions.ChangesAsync(node.Source, done.No, cancel)).Select(c => c.Change)], [], [], Repeated: true);
            }
            var before = await CityVersions.FilesAsync(node.Source, null, cancel) ?? throw new InvalidOperationException("No city has been applied to this installation.");
            if (await ConflictsAsync(node.Source, wish, before, cancel) is { Count: > 0 } conflicts)
            {
                return new CityChanged(null, [], [], conflicts);
            }
            var edited = new CityEditing(before);
            if (edited.Do(wish.Edits) is { Count: > 0 } faults)
            {
                return new CityChanged(null, [], faults, []);
            }
            var after = edited.Files();
            if (OwnRow(before, after, wish.Person) is { } own)
            {
                return new CityChanged(null, [], [own], []);
            }
            var applied = await ApplyCity.RunAsync(node.Source, after, node.Clock, cancel, dry, new CityAuthor(wish.Person.Value, wish.Reason, wish.Key), before.Hash);
            if (applied.Moved)
            {
                continue;
            }
            if (applied.Version is not null)
            {
                await ApplyCity.FollowAsync(node, applied.City!, cancel);
            }
            return new CityChanged(applied.Version, applied.Changes, applied.Faults, []);
        }
        throw new InvalidOperationException($"The city changed {MostTries} times while one change was made.");
    }

    private static async Task<IReadOnlyList<CityConflict>> ConflictsAsync(NpgsqlDataSource source, CityWish wish, CityFiles now, CancellationToken cancel)
    {
        if (wish.MadeFrom == now.Hash)
        {
            return [];
        }
        var seen = await CityVersions.OfHashAsync(source, wish.MadeFrom, cancel);
        var moved = CityDifference.Between(seen, now).ToLookup(c => c.File, StringComparer.Ordinal);
        var conflicts = new List<CityConflict>();
        foreach (var (file, code) in wish.Edits.Where(e => e is not WholeFile whole || whole.Content != now.Files.GetValueOrDefault(whole.File)).Select(e => (e.File, CodeOf(e))).Distinct())
        {
            var changes = moved[file].Where(c => code is null || c.Code == code || c.Code.Length == 0).ToList();
            if (changes.Count > 0 || seen?.Files.GetValueOrDefault(file) != now.Files.GetValueOrDefault(file) && code is null)
            {
                conflicts.Add(new CityConflict(file, code ?? "", seen is null ? null : await CityVersions.LastAsync(source, wish.MadeFrom, file, code, cancel), changes));
            }
        }
        return conflicts;
    }

    /// <summary>Nobody gives himself a post, or takes it longer than he was given it: of his own rows somebody else decides.</summary>
    private static Fault? OwnRow(CityFiles before, CityFiles after, Core.PersonId person)
    {
        const string People = "people.csv";
        var (was, shall) = (before.Files.GetValueOrDefault(People), after.Files.GetValueOrDefault(People));
        return was == shall || Rows(was) == Rows(shall) ? null : new Fault(People, 0, person.Value, new LocalName("is yourself; another administrator changes your rows", "是您本人;本人的行须由其他管理员修改"));

        string Rows(string? file) => file is null ? "" : string.Join('\n', CsvRows.Read(file).Rows().Where(r => r.Cell("code") == person.Value).Select(r => string.Join('\t', r.Cells.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Value))));
    }

    private static string? CodeOf(CityEdit edit) => edit switch
    {
        RowEdit row => CityTables.Code(row.Key),
        RowGone gone => CityTables.Code(gone.Key),
        NewRow added => CityTables.Code(CityTables.Keys(added.File).Select(k => added.Values.GetValueOrDefault(k, ""))),
        _ => null,
    };
}

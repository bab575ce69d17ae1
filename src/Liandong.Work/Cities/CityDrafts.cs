using Liandong.Core;
using Npgsql;

namespace Liandong.Work.Cities;

/// <summary>Files that came in and were checked, but are not in force yet: too long to travel with a form. Only who brought one sees it.</summary>
public static class CityDrafts
{
    public static async Task KeepAsync(NpgsqlDataSource source, Guid draft, PersonId person, string file, string content, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            with old as (delete from city_drafts where kept_at < now() - interval '1 day')
            insert into city_drafts (draft, person, file, content) values ($1, $2, $3, $4) on conflict do nothing
            """);
        foreach (var value in new object[] { draft, person.Value, file, content })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Null when there is none any more.</summary>
    public static async Task<string?> FindAsync(NpgsqlDataSource source, Guid draft, PersonId person, string file, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select content from city_drafts where draft = $1 and person = $2 and file = $3");
        foreach (var value in new object[] { draft, person.Value, file })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }
        return (string?)await command.ExecuteScalarAsync(cancel);
    }
}

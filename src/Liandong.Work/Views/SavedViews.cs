using System.Globalization;
using Liandong.Core;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Views;

/// <summary>A person's own view of the queue.</summary>
/// <param name="Address">What stands after the question mark.</param>
public sealed record SavedView(Guid Id, string Name, string Address);

/// <summary>Keeps people's own views: nobody else's business, and no part of any case.</summary>
public static class SavedViews
{
    /// <summary>More are no help at the side of a page.</summary>
    public const int Most = 30;
    public const int LongestName = 40;
    private const int LongestAddress = 2000;

    /// <summary>In the order in which they were saved.</summary>
    public static async Task<IReadOnlyList<SavedView>> ReadAsync(NpgsqlDataSource source, PersonId person, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select view_id, name, address from saved_views where person = $1 order by saved_at, view_id");
        command.Parameters.Add(new NpgsqlParameter { Value = person.Value });
        var views = new List<SavedView>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            views.Add(new SavedView(reader.GetGuid(0), reader.GetString(1), reader.GetString(2)));
        }
        return views;
    }

    /// <summary>Saves a view, or gives the one of this key another name; the same again changes nothing.</summary>
    public static async Task<Refusal?> SaveAsync(NpgsqlDataSource source, PersonId person, SavedView view, DateTimeOffset now, CancellationToken cancel)
    {
        var name = string.Concat(view.Name.Where(c => !char.IsControl(c))).Trim();
        if (name.Length == 0 || name.Length > LongestName || view.Id == Guid.Empty || view.Address.Length > LongestAddress)
        {
            return name.Length == 0 ? new Refusal(Refusals.FieldMissing, "name") : new Refusal(Refusals.FieldInvalid, "name", LongestName.ToString(CultureInfo.InvariantCulture));
        }
        await using var command = source.CreateCommand("""
            insert into saved_views (person, view_id, name, address, saved_at)
            select $1, $2, $3, $4, $5 where (select count(*) from saved_views where person = $1 and view_id <> $2) < $6
            on conflict (person, view_id) do update set name = excluded.name
            """);
        foreach (var value in new object[] { person.Value, view.Id, name, view.Address, now.UtcDateTime, Most })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }
        return await command.ExecuteNonQueryAsync(cancel) > 0 ? null : new Refusal(Refusals.FieldInvalid, "views", Most.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Lets a view go; one that has gone is gone.</summary>
    public static async Task RemoveAsync(NpgsqlDataSource source, PersonId person, Guid id, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("delete from saved_views where person = $1 and view_id = $2");
        command.Parameters.Add(new NpgsqlParameter { Value = person.Value });
        command.Parameters.Add(new NpgsqlParameter { Value = id, NpgsqlDbType = NpgsqlDbType.Uuid });
        await command.ExecuteNonQueryAsync(cancel);
    }
}

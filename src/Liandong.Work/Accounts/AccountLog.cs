using Liandong.Core;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Accounts;

/// <summary>A line of the log: who did what with whom, when and why.</summary>
/// <param name="Person">Whom it was about; null for a list.</param>
/// <param name="What">One of <see cref="AccountDeeds"/>.</param>
/// <param name="Detail">A code or a number that helps, never words about a person.</param>
public sealed record AccountLine(Guid Id, DateTimeOffset At, PersonId Principal, PersonId? Person, string What, string? Reason, string? Detail);

/// <summary>What the log knows.</summary>
public static class AccountDeeds
{
    public const string Invite = "invite";
    public const string Reset = "reset";
    public const string Close = "close";
    public const string Open = "open";
    public const string SecondFactorOff = "second-factor-off";

    /// <summary>The person set a password by the link.</summary>
    public const string PasswordSet = "password-set";

    public const string Leave = "leave";

    /// <summary>Rows of people or posts were changed; the detail is the version of the city.</summary>
    public const string People = "people";

    public const string Read = "read";

    /// <summary>A list of people was taken along; the detail is how many.</summary>
    public const string TakenAlong = "taken-along";

    /// <summary>Somebody looked for the cases of a caller's number outside a call; the detail is its end.</summary>
    public const string ByNumber = "by-number";

    /// <summary>Somebody read this log.</summary>
    public const string ReadLog = "read-log";

    public static IReadOnlyList<string> All { get; } = [Invite, Reset, Close, Open, SecondFactorOff, PasswordSet, Leave, People, Read, TakenAlong, ByNumber, ReadLog];
}

/// <summary>Writes and reads the log of people and accounts. Lines come, and never go.</summary>
public static class AccountLog
{
    /// <summary>Writes a line; false when its id is there already. Commits with the act where it belongs to one.</summary>
    public static async Task<bool> WriteAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, AccountLine line, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            insert into account_log (act_id, at, principal, person, what, reason, detail) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
            """, connection, transaction);
        void Add(object? value, NpgsqlDbType type) => command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
        Add(line.Id, NpgsqlDbType.Uuid);
        Add(line.At.UtcDateTime, NpgsqlDbType.TimestampTz);
        Add(line.Principal.Value, NpgsqlDbType.Text);
        Add(line.Person?.Value, NpgsqlDbType.Text);
        Add(line.What, NpgsqlDbType.Text);
        Add(string.IsNullOrWhiteSpace(line.Reason) ? null : line.Reason.Trim(), NpgsqlDbType.Text);
        Add(line.Detail, NpgsqlDbType.Text);
        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    /// <summary>As above, on a connection of its own.</summary>
    public static async Task<bool> WriteAsync(NpgsqlDataSource source, AccountLine line, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        return await WriteAsync(connection, null, line, cancel);
    }

    /// <summary>The line of this id, or null.</summary>
    public static async Task<AccountLine?> FindAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, Guid id, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select act_id, at, principal, person, what, reason, detail from account_log where act_id = $1", connection, transaction);
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        return (await ReadAsync(command, cancel)).FirstOrDefault();
    }

    /// <summary>The newest first.</summary>
    /// <param name="whats">Deeds; empty for all.</param>
    /// <param name="before">Lines older than this instant only.</param>
    public static async Task<IReadOnlyList<AccountLine>> LatestAsync(NpgsqlDataSource source, IReadOnlyCollection<string> whats, string? principal, string? person, DateTimeOffset? before, int most, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select act_id, at, principal, person, what, reason, detail from account_log
            where (cardinality($1::text[]) = 0 or what = any($1)) and ($2::text is null or principal = $2) and ($3::text is null or person = $3) and ($4::timestamptz is null or at < $4)
            order by at desc, act_id desc limit $5
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = whats.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)principal ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)person ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)before?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter { Value = most });
        return await ReadAsync(command, cancel);
    }

    private static async Task<List<AccountLine>> ReadAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        var lines = new List<AccountLine>();
        await using var r = await command.ExecuteReaderAsync(cancel);
        while (await r.ReadAsync(cancel))
        {
            string? Text(int i) => r.IsDBNull(i) ? null : r.GetString(i);
            lines.Add(new AccountLine(r.GetGuid(0), r.GetFieldValue<DateTimeOffset>(1), new PersonId(r.GetString(2)), Text(3) is { } p ? new PersonId(p) : null, r.GetString(4), Text(5), Text(6)));
        }
        return lines;
    }
}

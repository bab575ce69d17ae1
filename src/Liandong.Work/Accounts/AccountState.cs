using Liandong.Core;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Accounts;

/// <summary>How an account stands, the strongest word first.</summary>
public enum AccountStanding
{
    /// <summary>There is none, and no invitation either.</summary>
    None,

    /// <summary>A link is open; no password yet.</summary>
    Invited,

    /// <summary>A password is set.</summary>
    Active,

    /// <summary>Too many wrong tries; opens by itself.</summary>
    Waiting,

    /// <summary>An administrator closed it.</summary>
    Closed,
}

/// <summary>What an administrator may know of an account: never what is in it.</summary>
/// <param name="Until">The end of the invitation, or of the wait after wrong tries.</param>
public sealed record AccountState(AccountStanding Standing, bool SecondFactor, DateTimeOffset? Until)
{
    public static AccountState None { get; } = new(AccountStanding.None, false, null);

    /// <summary>States of those who have an account or an invitation; of these people only, or of everybody.</summary>
    public static async Task<IReadOnlyDictionary<PersonId, AccountState>> ReadAsync(NpgsqlDataSource source, IReadOnlyCollection<PersonId>? people, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select a.person, a.password_hash is not null, a.totp is not null, a.locked_until, a.closed_at is not null,
              (select max(i.until) from invitations i where i.person = a.person and i.used_at is null and i.until > $1)
            from accounts a where $2::text[] is null or a.person = any($2)
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)people?.Select(p => p.Value).ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        var states = new Dictionary<PersonId, AccountState>();
        await using var r = await command.ExecuteReaderAsync(cancel);
        while (await r.ReadAsync(cancel))
        {
            DateTimeOffset? At(int i) => r.IsDBNull(i) ? null : r.GetFieldValue<DateTimeOffset>(i);
            states[new PersonId(r.GetString(0))] = Of(r.GetBoolean(1), r.GetBoolean(2), At(3) is { } wait && wait > now ? wait : null, r.GetBoolean(4), At(5));
        }
        return states;
    }

    private static AccountState Of(bool password, bool totp, DateTimeOffset? wait, bool closed, DateTimeOffset? invited) => (password, wait, closed, invited) switch
    {
        (_, _, true, _) => new(AccountStanding.Closed, totp, null),
        (_, { } until, _, _) => new(AccountStanding.Waiting, totp, until),
        (true, _, _, _) => new(AccountStanding.Active, totp, null),
        (_, _, _, { } until) => new(AccountStanding.Invited, totp, until),
        _ => new(AccountStanding.None, totp, null),
    };
}

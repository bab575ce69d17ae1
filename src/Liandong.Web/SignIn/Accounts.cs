using Liandong.Work.Store;
using Microsoft.AspNetCore.Identity;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Web.SignIn;

/// <summary>What a try to sign in came to. Wrong says nothing of what was wrong.</summary>
public enum Entry
{
    Wrong,
    CodeWanted,
    Entered,
}

/// <summary>
/// Local sign-in. Five wrong tries lock an account for fifteen minutes. A try is counted before it is judged, so that many at
/// once are no way around; unknown, locked and wrong take the same time and get the same answer.
/// </summary>
public sealed class Accounts(NpgsqlDataSource source, Keys keys, TimeProvider real)
{
    /// <summary>Signs of the shortest password.</summary>
    public const int ShortestPassword = 10;

    private const int MostFailures = 5;
    private static readonly TimeSpan s_lock = TimeSpan.FromMinutes(15);
    private static readonly PasswordHasher<string> s_hasher = new();
    private static readonly string s_nobody = s_hasher.HashPassword("", "nobody has this password");

    /// <summary>Judges name and password. The stamp goes into the cookie; a new password ends older sessions.</summary>
    public async Task<(Entry Entry, Guid Stamp)> EnterAsync(string person, string password, CancellationToken cancel)
    {
        var account = await TryAsync(person, cancel);
        var judged = s_hasher.VerifyHashedPassword(person, account?.Hash ?? s_nobody, password);
        if (account is not { Hash: not null } known || judged == PasswordVerificationResult.Failed)
        {
            return (Entry.Wrong, default);
        }
        await ForgiveAsync(person, all: known.Totp is null, cancel);
        return (known.Totp is null ? Entry.Entered : Entry.CodeWanted, known.Stamp);
    }

    /// <summary>Judges the second factor. Each code works once.</summary>
    public async Task<bool> EnterCodeAsync(string person, Guid stamp, string code, CancellationToken cancel)
    {
        var account = await TryAsync(person, cancel);
        var secret = account?.Totp is { } kept ? keys.Decrypt(kept) : null;
        if (secret is null || account!.Stamp != stamp || Totp.StepOf(secret, code, real.GetUtcNow()) is not { } step)
        {
            return false;
        }
        return await DoAsync("update accounts set totp_step = $2, failed = 0, locked_until = null where person = $1 and (totp_step is null or totp_step < $2)",
            cancel, person, step) == 1;
    }

    /// <summary>The stamp of an account; null when it has none, or is closed.</summary>
    public async Task<Guid?> StampAsync(string person, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select stamp from accounts where person = $1 and closed_at is null");
        command.Parameters.Add(new NpgsqlParameter { Value = person });
        return await command.ExecuteScalarAsync(cancel) as Guid?;
    }

    /// <summary>True when the account asks for a code.</summary>
    public async Task<bool> HasTotpAsync(string person, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select totp is not null from accounts where person = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = person });
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    /// <summary>Sets a password; sessions under the old one end.</summary>
    public Task SetPasswordAsync(string person, string password, CancellationToken cancel) => DoAsync("""
        insert into accounts (person, password_hash, stamp) values ($1, $2, $3)
        on conflict (person) do update set password_hash = excluded.password_hash, stamp = excluded.stamp, failed = 0, locked_until = null
        """, cancel, person, Hash(person, password), Guid.NewGuid());

    /// <summary>A password as it is kept, for whoever sets it in an act of his own.</summary>
    public static string Hash(string person, string password) => s_hasher.HashPassword(person, password);

    /// <summary>Sets the secret of the second factor.</summary>
    public Task SetTotpAsync(string person, string secret, CancellationToken cancel) => DoAsync("""
        insert into accounts (person, totp, totp_key_id, stamp) values ($1, $2, $3, $4)
        on conflict (person) do update set totp = excluded.totp, totp_key_id = excluded.totp_key_id, totp_step = null
        """, cancel, person, keys.Encrypt(secret)!, Keys.Current, Guid.NewGuid());

    /// <summary>Forgets failures.</summary>
    public async Task<bool> UnlockAsync(string person, CancellationToken cancel) =>
        await DoAsync("update accounts set failed = 0, locked_until = null where person = $1", cancel, person) == 1;

    /// <summary>Counts the try; null for an unknown or locked account.</summary>
    private async Task<Account?> TryAsync(string person, CancellationToken cancel)
    {
        var now = real.GetUtcNow();
        await using var command = source.CreateCommand("""
            update accounts set failed = case when failed + 1 >= $2 then 0 else failed + 1 end, locked_until = case when failed + 1 >= $2 then $3::timestamptz end
            where person = $1 and closed_at is null and (locked_until is null or locked_until <= $4) returning password_hash, totp, stamp
            """);
        Add(command, person, MostFailures, now + s_lock, now);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? new Account(reader.IsDBNull(0) ? null : reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1), reader.GetGuid(2)) : null;
    }

    /// <summary>A right password takes its own try back; failed codes before it stay counted.</summary>
    private Task ForgiveAsync(string person, bool all, CancellationToken cancel) => DoAsync(
        all ? "update accounts set failed = 0, locked_until = null where person = $1"
            : "update accounts set failed = case when locked_until is null then greatest(failed - 1, 0) else $2 end, locked_until = null where person = $1",
        cancel, all ? [person] : [person, MostFailures - 1]);

    private async Task<int> DoAsync(string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        Add(command, values);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    private static void Add(NpgsqlCommand command, params object[] values)
    {
        foreach (var value in values)
        {
            command.Parameters.Add(value is DateTimeOffset at
                ? new NpgsqlParameter { Value = at.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz } : new NpgsqlParameter { Value = value });
        }
    }

    private sealed record Account(string? Hash, byte[]? Totp, Guid Stamp);
}

using System.Buffers.Text;
using System.Security.Cryptography;
using Liandong.Core;
using Liandong.Work.Store;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Accounts;

/// <summary>What an administrator wants done with somebody's account.</summary>
/// <param name="Key">Of the form; the same key again is the same act.</param>
/// <param name="What">One of the first five of <see cref="AccountDeeds"/>.</param>
public sealed record AccountAct(Guid Key, PersonId By, PersonId Person, string What, string? Reason);

/// <summary>Done, or why not.</summary>
/// <param name="Token">The secret part of the link, for an invitation or a reset.</param>
/// <param name="Until">The last instant of the link.</param>
public sealed record AccountAnswer(Refusal? Refusal, string? Token = null, DateTimeOffset? Until = null);

/// <summary>
/// Invites, closes, opens, resets. Nobody does it to himself; each act is a line of the log in the same commit. A password is
/// never known to an administrator: he hands over a link.
/// </summary>
public sealed class ChangeAccount(NpgsqlDataSource source, Keys keys, TimeProvider real)
{
    /// <summary>How long a link is open.</summary>
    public static readonly TimeSpan LinkOpen = TimeSpan.FromHours(72);

    public const int ShortestReason = 4;
    public const int LongestReason = 300;

    // The link follows from the form's key: sent twice, the form shows the same link, and nobody else can compute it.
    private readonly byte[] _key = keys.Derive("invitations-1");

    public async Task<AccountAnswer> RunAsync(AccountAct act, CancellationToken cancel)
    {
        if (Wrong(act) is { } wrong)
        {
            return new AccountAnswer(wrong);
        }
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var refusal = await RunAsync(connection, transaction, act, cancel);
        if (refusal is null)
        {
            await transaction.CommitAsync(cancel);
        }
        return refusal is not null || act.What is not (AccountDeeds.Invite or AccountDeeds.Reset) ? new AccountAnswer(refusal)
            : new AccountAnswer(null, TokenOf(act.Key), await UntilAsync(TokenOf(act.Key), cancel));
    }

    /// <summary>Part of somebody else's transaction: leaving closes the account with the rest.</summary>
    internal async Task<Refusal?> RunAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, AccountAct act, CancellationToken cancel)
    {
        var now = real.GetUtcNow();
        // The row is the lock: two administrators at one account act one after the other.
        await DoAsync(connection, transaction, "insert into accounts (person, stamp) values ($1, $2) on conflict do nothing", cancel, act.Person.Value, Guid.NewGuid());
        var (password, totp, closed, waits) = await StandsAsync(connection, transaction, act.Person, now, cancel);
        if (await AccountLog.FindAsync(connection, transaction, act.Key, cancel) is { } done)
        {
            return done.Principal == act.By && done.Person == act.Person && done.What == act.What ? null : new Refusal(Refusals.KeyReused, "key");
        }
        var allowed = act.What switch
        {
            AccountDeeds.Invite => !password && !closed,
            AccountDeeds.Reset => !closed,
            AccountDeeds.Close => !closed,
            AccountDeeds.Open => closed || waits,
            AccountDeeds.SecondFactorOff => totp,
            _ => false,
        };
        if (!allowed)
        {
            return new Refusal(Refusals.AccountStandsOtherwise);
        }
        await AccountLog.WriteAsync(connection, transaction, new AccountLine(act.Key, now, act.By, act.Person, act.What, act.Reason, null), cancel);
        await ChangeAsync(connection, transaction, act, now, cancel);
        return null;
    }

    /// <summary>Who may set a password by this link; null when it is none, is over, or was used.</summary>
    public async Task<PersonId?> WhoseAsync(string token, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select i.person from invitations i join accounts a using (person) where i.token_hash = $1 and i.used_at is null and i.until > $2 and a.closed_at is null
            """);
        Add(command, HashOf(token), real.GetUtcNow());
        return await command.ExecuteScalarAsync(cancel) is string person ? new PersonId(person) : null;
    }

    /// <summary>Uses the link up: the password's hash is set, older sessions end. Null when the link opens nothing any more.</summary>
    public async Task<PersonId?> UseAsync(string token, Func<string, string> hash, CancellationToken cancel)
    {
        if (await WhoseAsync(token, cancel) is not { } person)
        {
            return null;
        }
        var hashed = hash(person.Value);
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (await DoAsync(connection, transaction, "update invitations set used_at = $2 where token_hash = $1 and used_at is null and until > $2", cancel, HashOf(token), real.GetUtcNow()) == 0
            || await DoAsync(connection, transaction, """
                update accounts set password_hash = $2, stamp = $3, failed = 0, locked_until = null where person = $1 and closed_at is null
                """, cancel, person.Value, hashed, Guid.NewGuid()) == 0)
        {
            return null;
        }
        await AccountLog.WriteAsync(connection, transaction, new AccountLine(Guid.NewGuid(), real.GetUtcNow(), person, person, AccountDeeds.PasswordSet, null, null), cancel);
        await transaction.CommitAsync(cancel);
        return person;
    }

    private async Task ChangeAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, AccountAct act, DateTimeOffset now, CancellationToken cancel)
    {
        var person = act.Person.Value;
        if (act.What is not AccountDeeds.Open and not AccountDeeds.SecondFactorOff)
        {
            await DoAsync(connection, transaction, "update invitations set used_at = $2 where person = $1 and used_at is null", cancel, person, now);
        }
        await (act.What switch
        {
            AccountDeeds.Close => DoAsync(connection, transaction, "update accounts set closed_at = $2, stamp = $3 where person = $1", cancel, person, now, Guid.NewGuid()),
            AccountDeeds.Open => DoAsync(connection, transaction, "update accounts set closed_at = null, failed = 0, locked_until = null where person = $1", cancel, person),
            AccountDeeds.Reset => DoAsync(connection, transaction, """
                update accounts set password_hash = null, stamp = $2, failed = 0, locked_until = null where person = $1
                """, cancel, person, Guid.NewGuid()),
            AccountDeeds.SecondFactorOff => DoAsync(connection, transaction, """
                update accounts set totp = null, totp_key_id = null, totp_step = null, stamp = $2 where person = $1
                """, cancel, person, Guid.NewGuid()),
            _ => Task.FromResult(0),
        });
        if (act.What is AccountDeeds.Invite or AccountDeeds.Reset)
        {
            await DoAsync(connection, transaction, "insert into invitations (token_hash, person, made_at, until) values ($1, $2, $3, $4)", cancel,
                HashOf(TokenOf(act.Key)), person, now, now + LinkOpen);
        }
    }

    private static Refusal? Wrong(AccountAct act) => act switch
    {
        { Key: var key } when key == Guid.Empty => new Refusal(Refusals.FieldMissing, "key"),
        _ when act.By == act.Person => new Refusal(Refusals.NotOnYourself),
        { Reason: { Length: > LongestReason } } => new Refusal(Refusals.FieldInvalid, "reason"),
        // An invitation gives nobody anything that the city's list of people does not give already.
        { What: not AccountDeeds.Invite } when (act.Reason?.Trim().Length ?? 0) < ShortestReason => new Refusal(Refusals.FieldMissing, "reason"),
        _ => null,
    };

    private static async Task<(bool Password, bool Totp, bool Closed, bool Waits)> StandsAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, PersonId person, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select password_hash is not null, totp is not null, closed_at is not null, coalesce(locked_until > $2, false) from accounts where person = $1 for update
            """, connection, transaction);
        Add(command, person.Value, now);
        await using var r = await command.ExecuteReaderAsync(cancel);
        await r.ReadAsync(cancel);
        return (r.GetBoolean(0), r.GetBoolean(1), r.GetBoolean(2), r.GetBoolean(3));
    }

    private async Task<DateTimeOffset?> UntilAsync(string token, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select until from invitations where token_hash = $1");
        Add(command, HashOf(token));
        return await command.ExecuteScalarAsync(cancel) is DateTime until ? new DateTimeOffset(until, TimeSpan.Zero) : null;
    }

    private string TokenOf(Guid key) => Base64Url.EncodeToString(HMACSHA256.HashData(_key, key.ToByteArray()));

    private static byte[] HashOf(string token) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token));

    private static async Task<int> DoAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction);
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
}

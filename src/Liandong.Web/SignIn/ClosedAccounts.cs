using Npgsql;

namespace Liandong.Web.SignIn;

/// <summary>
/// Whose account an administrator has closed, for doors that have no stamp to compare: tokens and the demo door. Asked at most once a
/// second, so that no request pays for it; what this node closes holds at once.
/// </summary>
public sealed class ClosedAccounts(NpgsqlDataSource source)
{
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(1);
    private volatile Known? _known;

    public async ValueTask<bool> HasAsync(string person, CancellationToken cancel) => (await AllAsync(cancel)).Contains(person);

    public async ValueTask<IReadOnlySet<string>> AllAsync(CancellationToken cancel)
    {
        if (_known is { } known && TimeProvider.System.GetElapsedTime(known.At) < s_fresh)
        {
            return known.People;
        }
        var people = new HashSet<string>(StringComparer.Ordinal);
        var at = TimeProvider.System.GetTimestamp();
        await using var command = source.CreateCommand("select person from accounts where closed_at is not null");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            people.Add(reader.GetString(0));
        }
        _known = new Known(at, people);
        return people;
    }

    /// <summary>Something was closed or opened here.</summary>
    public void Forget() => _known = null;

    private sealed record Known(long At, IReadOnlySet<string> People);
}

using System.Globalization;
using Npgsql;

namespace Liandong.Work.Store;

/// <summary>
/// Months of <c>events</c>: a stream's id begins with its opening instant, so a range of ids is a month. What has no month
/// lies in the default partition, and stays there: a month that has rows in it already is left alone.
/// </summary>
public sealed class EventMonths(NpgsqlDataSource source)
{
    private readonly HashSet<DateOnly> _known = [];

    /// <summary>Makes the months (UTC) in which streams begin, where they are missing.</summary>
    public async Task EnsureAsync(IEnumerable<DateTimeOffset> openings, CancellationToken cancel)
    {
        foreach (var month in openings.Select(o => new DateOnly(o.UtcDateTime.Year, o.UtcDateTime.Month, 1)).Distinct().Where(_known.Add).Order())
        {
            await using var command = source.CreateCommand(string.Create(CultureInfo.InvariantCulture,
                $"create table if not exists events_{month:yyyy_MM} partition of events for values from ('{FirstId(month)}') to ('{FirstId(month.AddMonths(1))}')"));
            try
            {
                await command.ExecuteNonQueryAsync(cancel);
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.CheckViolation or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateTable)
            {
                // Rows of this month lie in the default partition, or another process made it in this moment: both are fine.
            }
        }
    }

    /// <summary>The smallest version 7 id of a month: 48 bits of milliseconds since 1970, then nothing.</summary>
    private static Guid FirstId(DateOnly month)
    {
        Span<byte> id = stackalloc byte[16];
        id.Clear();
        var start = new DateTimeOffset(month.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds();
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(id, start << 16);
        return new Guid(id, bigEndian: true);
    }
}

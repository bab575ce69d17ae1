using System.Buffers.Binary;
using System.Globalization;
using Npgsql;

namespace Liandong.Work.Clockwork;

/// <summary>
/// Makes the months of the event table ahead of time. A month whose events came first stays in the default partition:
/// reading is the same, only dropping it whole by retention is not.
/// </summary>
public static class Partitions
{
    private const string RowsAreThere = "23514";
    private const string Exists = "42P07";
    private const string Overlaps = "42P17";
    private const string Held = "55P03";

    /// <summary>Makes the months from one instant to another, both inclusive. Gives how many were made.</summary>
    public static async Task<int> EnsureAsync(NpgsqlDataSource source, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var made = 0;
        for (var month = new DateTimeOffset(from.UtcDateTime.Year, from.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero); month <= to; month = month.AddMonths(1))
        {
            made += await MakeAsync(source, month, cancel) ? 1 : 0;
        }
        return made;
    }

    private static async Task<bool> MakeAsync(NpgsqlDataSource source, DateTimeOffset month, CancellationToken cancel)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"events_{month:yyyyMM}");
        await using var known = source.CreateCommand($"select to_regclass('{name}') is not null");
        if ((bool)(await known.ExecuteScalarAsync(cancel))!)
        {
            return false;
        }
        // Never stand in the way of writers for long: the next round comes in a minute.
        await using var make = source.CreateCommand($"""
            do $$ begin
              set local lock_timeout = '500ms';
              create table {name} partition of events for values from ('{First(month)}') to ('{First(month.AddMonths(1))}');
            end $$
            """);
        try
        {
            await make.ExecuteNonQueryAsync(cancel);
            return true;
        }
        catch (PostgresException e) when (e.SqlState is RowsAreThere or Exists or Overlaps or Held)
        {
            return false;
        }
    }

    /// <summary>The smallest version 7 uuid of an instant.</summary>
    private static Guid First(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteInt64BigEndian(bytes, at.ToUnixTimeMilliseconds() << 16);
        return new Guid(bytes, bigEndian: true);
    }
}

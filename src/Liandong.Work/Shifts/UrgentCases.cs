using Liandong.Work.Cases;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Shifts;

/// <summary>Open cases of more than the mildest urgency.</summary>
public static class UrgentCases
{
    /// <summary>Their numbers, the oldest first.</summary>
    public static async Task<string[]> NumbersAsync(NpgsqlDataSource source, Scope scope, string mildest, int most, CancellationToken cancel)
    {
        await using var command = source.CreateCommand();
        var mild = Scope.Add(command.Parameters, mildest, NpgsqlDbType.Text);
        var limit = Scope.Add(command.Parameters, most, NpgsqlDbType.Integer);
        command.CommandText = $"select c.number from cases c where c.state in (1, 2) and c.urgency <> {mild} and {scope.Where(command.Parameters)} order by c.opened_at limit {limit}";
        var numbers = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            numbers.Add(reader.GetString(0));
        }
        return [.. numbers];
    }
}

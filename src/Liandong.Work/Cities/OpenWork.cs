using System.Globalization;
using Liandong.Core;
using Liandong.Core.Cities;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Cities;

/// <summary>
/// What has open work may end, but not vanish: nobody would sit down to its cases, and whom they complain of would see them. What
/// has none may go; its name stays with the versions kept.
/// </summary>
internal static class OpenWork
{
    private const string Open = "c.state in (1, 2)";

    /// <summary>Cases by what they are bound to, and by whom they complain of; history that is closed is not asked.</summary>
    private const string ByTag = $"""
        select g.code, c.case_id from unnest($1::text[]) as g(code) join cases c on c.tags @> array[$2 || g.code] where {Open}
        """;

    private static readonly (string File, string Column, string Sql, string Tag)[] s_registers =
    [
        ("areas.csv", "code", ByTag, "a:"),
        ("units.csv", "code", $"{ByTag} union all select c.complained_of, c.case_id from cases c where {Open} and c.complained_of = any($1)", "u:"),
        ("catalogue.csv", "class", ByTag, "c:"),
        ("people.csv", "code", $"""
            select c.person, c.case_id from cases c where {Open} and c.person = any($1) and $2 = ''
            union all select h.person, c.case_id from cases c join handlings h using (case_id) where {Open} and h.state in (0, 1, 3) and h.person = any($1)
            """, ""),
    ];

    /// <summary>A fault for every code of the files in force that the new ones leave out though open cases are with it.</summary>
    public static async Task<IReadOnlyList<Fault>> GoneAsync(NpgsqlConnection connection, CityFiles before, CityFiles after, City city, DateOnly day, CancellationToken cancel)
    {
        var faults = new List<Fault>();
        foreach (var (file, column, sql, tag) in s_registers)
        {
            var gone = Codes(before, file, column).Except(Codes(after, file, column), StringComparer.Ordinal).ToArray();
            faults.AddRange(gone.Length == 0 ? [] : (await CountAsync(connection, sql, gone, tag, cancel)).Select(g => Say(file, g.Code, g.Cases)));
        }
        faults.AddRange(await PostsAsync(connection, before, after, city, day, cancel));
        return faults;
    }

    /// <summary>A post holds work through whoever sits on it, unless he may go on with it from another.</summary>
    private static async Task<IEnumerable<Fault>> PostsAsync(NpgsqlConnection connection, CityFiles before, CityFiles after, City city, DateOnly day, CancellationToken cancel)
    {
        var gone = Codes(before, "posts.csv", "code").Except(Codes(after, "posts.csv", "code"), StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        if (gone.Count == 0)
        {
            return [];
        }
        var units = Rows(before, "posts.csv").ToDictionary(r => r.Cell("code"), r => new UnitCode(r.Cell("unit")), StringComparer.Ordinal);
        var pairs = (from holding in Rows(before, "people.csv")
                     let post = holding.Cell("post")
                     where gone.Contains(post)
                     let person = new PersonId(holding.Cell("code"))
                     from unit in city.Units.SelfAndBelow(units[post])
                     where !city.Staff.PostsOf(person, day).Any(p => city.Units.Covers(p.Unit, unit))
                     select (Post: post, Unit: unit.Value, Person: person.Value)).ToList();
        await using var command = new NpgsqlCommand($"""
            select p.post, count(distinct c.case_id)::int from unnest($1::text[], $2::text[], $3::text[]) as p(post, unit, person)
            join handlings h on h.unit = p.unit and h.person = p.person and h.state in (0, 1, 3) join cases c using (case_id) where {Open} group by p.post order by p.post
            """, connection);
        foreach (var values in new[] { pairs.Select(p => p.Post), pairs.Select(p => p.Unit), pairs.Select(p => p.Person) })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        }
        return (await ReadAsync(command, cancel)).Select(g => Say("posts.csv", g.Code, g.Cases));
    }

    private static async Task<List<(string Code, int Cases)>> CountAsync(NpgsqlConnection connection, string sql, string[] codes, string tag, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"select code, count(distinct case_id)::int from ({sql}) as t(code, case_id) group by code order by code", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = codes, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = tag, NpgsqlDbType = NpgsqlDbType.Text });
        return await ReadAsync(command, cancel);
    }

    private static async Task<List<(string Code, int Cases)>> ReadAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        var found = new List<(string, int)>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            found.Add((reader.GetString(0), reader.GetInt32(1)));
        }
        return found;
    }

    private static Fault Say(string file, string code, int cases)
    {
        var n = cases.ToString(CultureInfo.InvariantCulture);
        var (english, chinese) = file switch
        {
            "catalogue.csv" => ("keep its rows until they are closed", "请保留该类别,直至这些案件办结"),
            "people.csv" => ("keep the row and write the last day in to: the deputy goes on with them", "请保留该行并在 to 写末日,由副岗接办"),
            "posts.csv" => ("keep the post and write the last day of who holds it in to of people.csv first: the deputy or the unit above goes on with them", "请先保留岗位,在 people.csv 的 to 写任岗人末日,由副岗或上级接办"),
            _ => ("keep the row, write its last day in to and who takes over in successor", "请保留该行,在 to 写末日,在 successor 写承接者"),
        };
        return new Fault(file, 0, code, new LocalName($"is gone from the file and {n} open cases are with it; {english}", $"已从文件中删去,但尚有{n}件在办;{chinese}"));
    }

    private static HashSet<string> Codes(CityFiles files, string file, string column) => [.. Rows(files, file).Select(r => r.Cell(column))];

    private static IReadOnlyList<CsvRow> Rows(CityFiles files, string file) => CsvTable.Read(files, file, "", new FaultLog(), needed: false).Rows;
}

using Liandong.Core;
using Liandong.Core.Cities;
using Npgsql;

namespace Liandong.Work.Cities;

/// <summary>Names of what the city in force does not know any more, out of the versions kept: closed cases go on to show them.</summary>
internal static class FormerNames
{
    private static readonly (Register Register, string File, string Column)[] s_registers =
    [
        (Register.Areas, "areas.csv", "code"), (Register.Units, "units.csv", "code"), (Register.Classes, "catalogue.csv", "class"),
        (Register.People, "people.csv", "code"), (Register.Posts, "posts.csv", "code"),
    ];

    /// <summary>By register and code, each as it was called last. Only tables from which a row has ever gone are read.</summary>
    public static async Task<IReadOnlyDictionary<(Register, string), LocalName>> ReadAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            with gone as (
                select distinct c.file, (select max(p.no) from city_versions p where p.no < c.version) as no from city_changes c
                where c.field is null and c.before is not null and c.after is null and c.file = any($1))
            select g.file, f.files::json ->> g.file from gone g join city_versions v using (no) join city_files f using (hash) order by g.no desc
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = s_registers.Select(r => r.File).ToArray() });
        var names = new Dictionary<(Register, string), LocalName>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            if (reader.IsDBNull(1))
            {
                continue;
            }
            var (file, text) = (reader.GetString(0), reader.GetString(1));
            var (register, _, column) = s_registers.First(r => r.File == file);
            foreach (var row in CsvTable.Read(new CityFiles(new Dictionary<string, string> { [file] = text }), file, "", new FaultLog()).Rows)
            {
                names.TryAdd((register, row.Cell(column)), new LocalName(row.Cell("name_en"), row.Cell("name_zh")));
            }
        }
        return names;
    }
}

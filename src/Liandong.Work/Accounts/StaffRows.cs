using System.Globalization;
using Liandong.Core.Units;

namespace Liandong.Work.Accounts;

/// <summary>A holding as a row of people.csv.</summary>
public static class StaffRows
{
    public static readonly IReadOnlyList<string> Columns = ["code", "name_en", "name_zh", "post", "rank", "from", "to", "demo", "leave_from", "leave_to"];

    public static IReadOnlyDictionary<string, string> Of(Person person, string post, string rank, DateOnly? from, DateOnly? to) => Columns.Zip(Values(person, post, rank, from, to)).ToDictionary(c => c.First, c => c.Second);

    public static IReadOnlyList<string> Values(Person person, Holding h) => Values(person, h.Post, h.Rank, h.From, h.To);

    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string[] Values(Person p, string post, string rank, DateOnly? from, DateOnly? to) =>
        [p.Id.Value, p.Name.En, p.Name.Zh, post, rank, Day(from), Day(to), p.Demo ? "yes" : "no", Day(p.Leave?.From), Day(p.Leave?.To)];
}

using System.Text;
using Liandong.Core;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Accounts;
using Liandong.Work.Sheets;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Liandong.Web.Desk.People;

/// <summary>
/// The people of a list as a table: the columns of people.csv, so that it may come in again, then words for reading. Within reach
/// only, and the log says who took how many along.
/// </summary>
public static class PeopleSheet
{
    private const int Wide = 24;
    private const int Narrow = 13;
    private static readonly string[] s_words = ["unit", "role", "account"];

    public static async Task SendAsync(HttpContext context, Node node, PeopleReading reading, Texts texts, Moments moments, CancellationToken cancel)
    {
        var who = Signed.Need(context);
        var found = await reading.FoundAsync(who, PeopleFilter.Of(context.Request.Query), cancel);
        var states = await AccountState.ReadAsync(node.Source, null, node.Real.GetUtcNow(), cancel);
        await AccountLog.WriteAsync(node.Source, new AccountLine(Guid.NewGuid(), node.Real.GetUtcNow(), who.Person.Id, null, AccountDeeds.TakenAlong, null, Texts.Figure(found.Count)), cancel);
        var words = new CityWords(who.City, texts);
        var rows = Rows(who, words, texts, found, states);
        var csv = context.Request.Query["as"] == "csv";
        var name = new ContentDispositionHeaderValue("attachment");
        name.SetHttpFileName($"people-{moments.Local(moments.Now):yyyyMMdd-HHmm}.{(csv ? "csv" : "xlsx")}");
        context.Response.Headers.ContentDisposition = name.ToString();
        context.Response.Headers.CacheControl = "no-store";
        if (csv)
        {
            context.Response.ContentType = "text/csv; charset=utf-8";
            await context.Response.WriteAsync('\uFEFF' + string.Join("\r\n", rows.Prepend([.. StaffRows.Columns, .. s_words]).Select(r => string.Join(',', r.Select(Quoted)))) + "\r\n", Encoding.UTF8, cancel);
            return;
        }
        context.Response.ContentType = SheetBook.MediaType;
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        var people = new Sheet("people", [.. StaffRows.Columns.Concat(s_words).Select(c => new SheetColumn(c, c.StartsWith("name", StringComparison.Ordinal) || c is "post" or "unit" ? Wide : Narrow))], Cells(rows))
        {
            Mark = texts["people.mark", ("who", words.Person(who.Person.Id.Value)), ("when", moments.Full(moments.Now))],
        };
        var held = found.SelectMany(p => p.Holdings.Select(h => h.Post)).ToHashSet(StringComparer.Ordinal);
        var posts = new Sheet("posts", [.. new[] { "code", "unit", "role", "name_en", "name_zh", "clearance" }.Select(c => new SheetColumn(c, Narrow))],
            Cells([.. who.City.Staff.Posts.Where(p => held.Contains(p.Code)).Select(p => new[] { p.Code, p.Unit.Value, p.Role, p.Name.En, p.Name.Zh, p.Clearance.ToString(System.Globalization.CultureInfo.InvariantCulture) })]));
        await SheetBook.WriteAsync(context.Response.Body, [people, posts], cancel);
    }

    private static List<string[]> Rows(Signed who, CityWords words, Texts texts, IReadOnlyList<KnownPerson> found, IReadOnlyDictionary<PersonId, AccountState> states) =>
        [.. found.SelectMany(p => p.Holdings.Select(h => (string[])
        [
            .. StaffRows.Values(p.Person, h), words.Unit(who.City.Staff.FindPost(h.Post)!.Unit.Value), words.Role(who.City.Staff.FindPost(h.Post)!.Role),
            texts["people.account." + states.GetValueOrDefault(p.Person.Id, AccountState.None).Standing.ToString().ToLowerInvariant()],
        ]))];

    private static async IAsyncEnumerable<IReadOnlyList<SheetCell>> Cells(List<string[]> rows)
    {
        await Task.CompletedTask;
        foreach (var row in rows)
        {
            yield return [.. row.Select(SheetCell.Of)];
        }
    }

    private static string Quoted(string value) => value.AsSpan().ContainsAny(",\"\n\r") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value.Length > 0 && value[0] is '=' or '+' or '@' ? "'" + value : value;
}

using System.Security.Cryptography;
using System.Text;
using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Cases;
using Liandong.Core.Cities;
using Liandong.Core.Simulation;
using Liandong.Work.Cases;
using Liandong.Work.Store;

namespace Liandong.Work.Simulation;

/// <summary>Turns what a tale says into instants, people and fields of today's city.</summary>
internal sealed class TaleBook(City city, IReadOnlyList<string> photos, DateTimeOffset now)
{
    private const string OfLead = "@lead";

    /// <summary>A time on a working day that lies so many of them before today; 0 is the last one up to today.</summary>
    public DateTimeOffset At(int day, TimeOnly time)
    {
        var calendar = city.Calendars[city.DefaultCalendar];
        var date = city.Day(now);
        for (; !calendar.IsWorkingDay(date); date = date.AddDays(-1))
        {
        }
        for (var left = day; left < 0; left++)
        {
            do
            {
                date = date.AddDays(-1);
            }
            while (!calendar.IsWorkingDay(date));
        }
        return Chain.Cut(calendar.Time.FromLocal(date.ToDateTime(time)));
    }

    /// <summary>Who holds a post then; of the lead's unit, or the nearest above it.</summary>
    public PersonId? Person(string post, CaseState? c, DateTimeOffset at)
    {
        var day = city.Day(at);
        if (!post.StartsWith(OfLead, StringComparison.Ordinal))
        {
            return city.Staff.HoldersOf(post, day) is [var holder, ..] ? holder : null;
        }
        var role = post[(OfLead.Length + 1)..];
        return c?.Lead is { } lead ? city.Units.SelfAndAbove(lead.Unit).Select(u => city.Staff.Holder(u, role, day)).FirstOrDefault(p => p is not null) : null;
    }

    public Act Act(string key, PersonId? person, DateTimeOffset at) =>
        new(SimulatedActs.IdOf("tale|" + key), person, SimulatedActs.Principal, SimulatedActs.Tale, SHA256.HashData(Encoding.UTF8.GetBytes(key)), at);

    public Registration RegistrationOf(Tale t) => new()
    {
        Class = t.Class.Value, Standard = t.Standard, Title = t.Title, Description = t.Text, Area = t.Area, Channel = t.Channel, Place = PlaceOf(t), Reporter = t.Caller,
        Nature = t.Nature, Urgency = t.Urgency, Secrecy = t.Secrecy, ComplainedOf = t.ComplainedOf?.Value, Facets = t.Facets.Count == 0 ? null : t.Facets, Fields = Fields(t.Fields, null, null),
    };

    private Place PlaceOf(Tale t) => t.Place is { } code && city.Places.Find(code)?.Point is { } point ? new Place(point.Lon, point.Lat, t.Address) : new Place(null, null, t.Address);

    /// <summary>Fields with what only today's city knows filled in.</summary>
    public IReadOnlyDictionary<string, FieldValue> Fields(IReadOnlyDictionary<string, FieldValue> told, Situation? s, CaseState? c) =>
        told.ToDictionary(f => f.Key, f => f.Value.All is [var first, ..] && first.StartsWith('@') ? Filled(first, s, c) : f.Value, StringComparer.Ordinal);

    private FieldValue Filled(string word, Situation? s, CaseState? c) => word switch
    {
        "@before" => new FieldValue(null, [photos[0]]),
        "@after" => new FieldValue(null, [photos[photos.Count / 2]]),
        "@conditions" => new FieldValue(null, [.. s?.Standard?.Conditions.Select(x => x.Code) ?? []]),
        OfLead => new FieldValue(c is null ? null : city.Affairs.Find(c.Facts!.ToMatter(city.Day(now)))?.Lead.Value),
        _ => new FieldValue(word),
    };
}

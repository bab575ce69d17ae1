using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Liandong.Core;
using Liandong.Tests.Files;
using Liandong.Work.Cases;
using Xunit;

namespace Liandong.Tests.Api;

/// <summary>How a walk went.</summary>
public sealed record Walk(int Seed, string Number, string End, int Acts, int Waits, bool Reopened, IReadOnlyList<string> Path);

/// <summary>
/// Walks one case by <c>/acts</c> alone: whoever may do something does something, chosen and filled in at random. When
/// nobody may do anything, time passes. It knows no procedure; but two walks in three learn which acts end a case and shun
/// them, or nearly all would end in the first step.
/// </summary>
/// <param name="procedure">The procedure to walk, by code.</param>
/// <param name="openers">People who may open such a case.</param>
/// <param name="habits">What this robot and those before it have seen.</param>
/// <param name="timePasses">Lets time pass for the case of this number.</param>
public sealed class Robot(ApiHost host, string procedure, IReadOnlyList<string> openers, int seed, Habits habits, Func<string, Task> timePasses)
{
    private const int MostActs = 200;
    private const int MostPatience = 50;
    private const int Tired = 100;
    private const int MostWaits = 50;
    private const int ReopenOneIn = 3;
    private const int WaitOneIn = 25;
    private const int MostAsked = 4;
    private const int StrangersFirstOneIn = 5;
    private readonly Random _random = new(seed);
    private readonly HashSet<string> _units = new(StringComparer.Ordinal);
    private readonly List<string> _path = [];
    // Most walks are content with a few acts, so that ten thousand can be walked; some go on for long.
    private readonly int _patience = 4 + (int)(MostPatience * Math.Pow(new Random(-seed).NextDouble(), 4));
    private HashSet<string> _latest = new(StringComparer.Ordinal);
    private int _waits;
    private bool _reopened;

    public async Task<Walk> WalkAsync(IReadOnlyList<string> classes)
    {
        var registered = await RegisterAsync(host.As(Pick(openers)), classes);
        Assert.True(registered.Status == HttpStatusCode.Created, registered.ToString());
        var number = registered["number"].GetString()!;
        var state = "open";
        for (var acts = 0; acts < MostActs && _waits < MostWaits;)
        {
            if (state is "closed" or "void" or "refused" && !(state == "closed" && await ReopenedAsync(number)))
            {
                return new Walk(seed, number, state, acts, _waits, _reopened, _path);
            }
            if (_random.Next(WaitOneIn) == 0 || await SomebodyActsAsync(number) is not { } after)
            {
                _waits++;
                await timePasses(number);
            }
            else
            {
                acts++;
                state = after;
                continue;
            }
            state = (await host.As("supervisor").GetAsync("cases/" + number))["state"].GetString()!;
        }
        throw new InvalidOperationException($"Dead end: seed {seed}, case {number}, state {state}: {string.Join(' ', _path)}");
    }

    private async Task<ApiReply> RegisterAsync(ApiPerson opener, IReadOnlyList<string> classes)
    {
        var @class = Pick(classes);
        var city = host.Node.City.Now;
        var offered = await opener.GetAsync("procedures");
        var opening = offered["items"].EnumerateArray().Single(p => p.GetProperty("code").GetString() == procedure);
        var fields = new Dictionary<string, object> { ["wantsAnswer"] = _random.Next(2) == 0 };
        foreach (var field in opening.GetProperty("fields").EnumerateArray())
        {
            await FillAsync(opener, field, fields);
        }
        var area = Pick(city.Areas.All.Where(a => a.Layer == "main").ToList()).Code.Value;
        var urgency = Pick(city.Lists["urgencies"]).Code;
        var channel = Pick(city.Lists["channels"]).Code;
        Task<ApiReply> PostAsync() => opener.PostAsync("cases", new { @class, title = Words(1, 60), area, urgency, channel, procedure, fields }, Guid.NewGuid());
        var reply = await PostAsync();
        // Who settles on the spot keeps to his own ground, told no more widely than it is, and to what the list names him for: a few
        // classes of some hundred, so all are tried.
        foreach (var other in Shuffled(classes).TakeWhile(_ => reply.Refusal is Refusals.ServesElsewhere or Refusals.NotOnItsList))
        {
            (@class, area) = (other, Pick(ServedBy(opener.Name)));
            reply = await PostAsync();
        }
        return reply;
    }

    private IReadOnlyList<string> ServedBy(string person) => host.Node.City.Now.Of(new PersonId(person), host.Clock.Now).Posts
        .SelectMany(p => host.Node.City.Now.Units.SelfAndAbove(p.Unit)).Select(u => host.Node.City.Now.Units.Find(u)!.ServedAreas).First(a => a.Count > 0);

    private async Task<bool> ReopenedAsync(string number)
    {
        if (_reopened || _random.Next(ReopenOneIn) != 0)
        {
            return false;
        }
        return _reopened = await SomebodyActsAsync(number) is not null;
    }

    /// <summary>The state afterwards, or null when nobody could do anything.</summary>
    private async Task<string?> SomebodyActsAsync(string number)
    {
        var left = new List<(ApiPerson Person, int Version, JsonElement Act)>();
        var asked = 0;
        foreach (var name in Candidates().TakeWhile(_ => asked++ < MostAsked || left.Count == 0 || IsTired))
        {
            var person = host.As(name);
            var allowed = await person.GetAsync($"cases/{number}/acts");
            Assert.True(allowed.Status is HttpStatusCode.OK or HttpStatusCode.NotFound, $"seed {seed}: {allowed}");
            var acts = allowed.Status == HttpStatusCode.OK ? allowed["items"].EnumerateArray().ToList() : [];
            habits.Could(Before, name, acts.Select(a => a.GetProperty("act").GetString()!));
            if (acts.Count > 0 && Pick(acts) is var act && _random.NextDouble() < Wish(act))
            {
                return await ActAsync(person, number, allowed["version"].GetInt32(), act);
            }
            left.AddRange(acts.Select(a => (person, allowed["version"].GetInt32(), a)));
        }
        if (left.Count == 0)
        {
            return null;
        }
        var (somebody, version, last) = Shuffled(left).MaxBy(l => Wish(l.Act));
        return await ActAsync(somebody, number, version, last);
    }

    /// <summary>
    /// Patient walks seldom do what ended a case before, and tire of what they or others have done often; one in three does
    /// anything. After a hundred acts everybody wants it to be over: a case may be sent out and called in for ever, with three
    /// notes of each kind to every step.
    /// </summary>
    private double Wish(JsonElement act)
    {
        var name = act.GetProperty("act").GetString()!;
        return IsTired ? act.GetProperty("adds").GetBoolean() ? 0.02 : habits.Ends(name) ? 1 : 0.3
            : seed % 3 == 0 ? 1 : (habits.Ends(name) && _path.Count < _patience ? 0.05 : 1) * habits.Rarity(name) / (1 + _path.Count(p => p == name));
    }

    private bool IsTired => _path.Count > Tired;

    private async Task<string?> ActAsync(ApiPerson person, string number, int version, JsonElement act)
    {
        var name = act.GetProperty("act").GetString()!;
        var fields = new Dictionary<string, object>();
        foreach (var field in act.GetProperty("fields").EnumerateArray())
        {
            await FillAsync(person, field, fields);
        }
        object body = act.GetProperty("adds").GetBoolean() ? new { act = name, fields } : new { act = name, version, fields };
        var reply = await person.PostAsync($"cases/{number}/acts", body, Guid.NewGuid());
        // The clockwork may have been faster; anything else means that the form did not say all.
        Assert.True(reply.Status == HttpStatusCode.OK || reply.Refusal == "Stale", $"seed {seed}, {person.Name} {name} {JsonSerializer.Serialize(fields)}: {reply}\n{act}");
        if (reply.Status != HttpStatusCode.OK)
        {
            return null;
        }
        _path.Add(name);
        var state = reply["state"].GetString();
        habits.Did(name, ended: state is "closed" or "void" or "refused");
        return state;
    }

    private async Task FillAsync(ApiPerson person, JsonElement field, Dictionary<string, object> filled)
    {
        var code = field.GetProperty("code").GetString()!;
        var all = field.GetProperty("requiredWhen") is { ValueKind: JsonValueKind.Object } when
            && filled.GetValueOrDefault(when.GetProperty("field").GetString()!) as string == when.GetProperty("value").GetString();
        if (!all && !field.GetProperty("required").GetBoolean() && _random.Next(2) == 0)
        {
            return;
        }
        var other = field.GetProperty("differsFrom").GetString() is { } differs ? filled.GetValueOrDefault(differs) as string : null;
        var options = field.GetProperty("options").ValueKind == JsonValueKind.Array
            ? field.GetProperty("options").EnumerateArray().Select(o => o.GetProperty("code").GetString()!).Where(o => o != other).ToList() : [];
        var many = field.GetProperty("maxItems").ValueKind == JsonValueKind.Number ? field.GetProperty("maxItems").GetInt32() : 0;
        switch (field.GetProperty("type").GetString())
        {
            case "text":
                filled[code] = Words(field.GetProperty("minLength").GetInt32(), field.GetProperty("maxLength").GetInt32());
                break;
            case "reporter-name":
                filled[code] = Words(field.GetProperty("minLength").GetInt32(), field.GetProperty("maxLength").GetInt32()).Replace('\n', ' ');
                break;
            case "reporter-phone":
                filled[code] = "617-555-0" + _random.Next(100, 200).ToString(CultureInfo.InvariantCulture);
                break;
            case "number":
                filled[code] = _random.Next(field.GetProperty("min").GetInt32(), field.GetProperty("max").GetInt32() + 1);
                break;
            case "flag":
                filled[code] = _random.Next(2) == 0;
                break;
            case "instant":
                filled[code] = Between(field.GetProperty("min").GetDateTimeOffset(), field.GetProperty("max").GetDateTimeOffset());
                break;
            case "files":
                filled[code] = new[] { await FileAsync(person) };
                break;
            case "units" or "conditions":
                var least = field.GetProperty("required").GetBoolean() ? 1 : 0;
                filled[code] = Shuffled(options).Take(all ? options.Count : _random.Next(least, Math.Min(many, options.Count) + 1)).ToArray();
                break;
            default:
                filled[code] = Pick(options);
                break;
        }
        Remember(field.GetProperty("type").GetString()!, filled[code]);
    }

    private void Remember(string type, object value)
    {
        if (type is "unit" or "units")
        {
            _latest = [.. value is string one ? [one] : (string[])value];
            _units.UnionWith(_latest);
        }
    }

    private string Before => _path.Count == 0 ? "" : _path[^1];

    /// <summary>
    /// The demo people, and whoever holds a post in a unit that was named on the way: mostly those first who could do
    /// something rare at this point of another walk, for every question costs a request.
    /// </summary>
    private IEnumerable<string> Candidates()
    {
        var staff = host.Node.City.Now.Staff;
        var demo = staff.People.Where(p => p.Demo).Select(p => p.Id.Value);
        var all = Shuffled(demo.Union(Holders(_units)));
        var latest = Holders(_latest).ToHashSet();
        return _random.Next(StrangersFirstOneIn) == 0 ? all : all.OrderByDescending(p => latest.Contains(p) ? 1 : habits.Promise(Before, p));

        IEnumerable<string> Holders(HashSet<string> units) => units.SelectMany(u => habits.HoldersIn(staff, u));
    }

    private static async Task<string> FileAsync(ApiPerson person)
    {
        var reply = await person.PostRawAsync("files", Pictures.Png, "image/png");
        Assert.True(reply.Status == HttpStatusCode.Created, reply.ToString());
        return reply["hash"].GetString()!;
    }

    private string Words(int shortest, int longest)
    {
        string[] letters = ["a", "B", "7", "坑", "路", "é", "'", "\"", "<", "%", "\\", "\n", "ß"];
        var length = _random.Next(8) == 0 ? longest : _random.Next(shortest, Math.Min(longest, shortest + 80) + 1);
        var text = new StringBuilder("x");
        while (text.Length < length - 1)
        {
            text.Append(letters[_random.Next(letters.Length)]);
        }
        return length == 0 ? "" : length == 1 ? "x" : text.Append('y').ToString();
    }

    private string Between(DateTimeOffset from, DateTimeOffset to) =>
        from.AddTicks((long)((to - from).Ticks * Math.Pow(_random.NextDouble(), 3))).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private T Pick<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    private List<T> Shuffled<T>(IEnumerable<T> items)
    {
        var list = items.ToArray();
        _random.Shuffle(list);
        return [.. list];
    }
}

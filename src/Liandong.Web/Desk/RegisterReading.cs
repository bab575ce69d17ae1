using Liandong.Core;
using Liandong.Core.Dispatch;
using Liandong.Core.Calendars;
using Liandong.Core.Cases;
using Liandong.Core.Procedures;
using Liandong.Web.Desk.Models;
using Liandong.Web.Look;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Cases;
using Liandong.Work.Store;
using CaseState = Liandong.Core.Cases.CaseState;

namespace Liandong.Web.Desk;

/// <summary>The register form in the order people speak, and what the system knows while it is filled.</summary>
public sealed class RegisterReading(Node node, CaseReading cases, Texts texts, Moments moments)
{
    private const int MostAlike = 6;
    private const int LeastAddress = 5;
    private const int LeastChinese = 3;

    public async Task<RegisterPage> PageAsync(Signed who, RegisterForm form, Guid key, Refusal? refusal, CancellationToken cancel, ActTried? tried = null)
    {
        var words = new CityWords(who.City, texts);
        var openings = Openings.Of(who.City, who.Actor, who.Now);
        var procedure = ProcedureOf(who, form);
        var at = Wrong(refusal, words);
        var note = refusal is null ? null : new RefusalNote(texts["register.title"], texts["register.look"]);
        List<RegisterKind> kinds = openings.Count < 2 ? [] : [.. openings.Select(o => new RegisterKind(words.In(o.Procedure.Name), "/cases/new?procedure=" + o.Procedure.Code, o.Procedure == procedure))];
        return new RegisterPage("/cases/new", "/cases/new?handler=Aside", key, procedure.Code, kinds, [.. Steps(form, procedure, words, at), .. Asked(who, form, procedure, words, tried)],
            await AsideAsync(who, form, cancel), note);
    }

    /// <summary>The field that a refusal is about, by the form's name of it, and what to say there.</summary>
    public (string? Field, string? Words) Wrong(Refusal? refusal, CityWords words) => refusal is null ? (null, null)
        : (FieldOf(refusal.Field), refusal.Code is RegisterForm.CallerNamed or RegisterForm.NumberNamed ? texts[refusal.Code is RegisterForm.CallerNamed ? "register.caller-named" : "register.number-named"]
            : new RefusalWords(words, texts).Say(refusal));

    /// <summary>The procedure of the form, else the first that this person may open.</summary>
    public static Procedure ProcedureOf(Signed who, RegisterForm form) => who.City.Procedures.GetValueOrDefault(form["procedure"] ?? "")
        ?? Openings.Of(who.City, who.Actor, who.Now).Select(s => s.Procedure).FirstOrDefault() ?? who.City.Procedures[who.City.DefaultProcedure];

    /// <summary>What the procedure asks beside what is asked of every case.</summary>
    public IEnumerable<RegisterStep> Asked(Signed who, RegisterForm form, Procedure procedure, CityWords words, ActTried? tried)
    {
        if (procedure.Opening.Fields.Count > 0)
        {
            var situation = new Situation(who.City, procedure, form.Standard, who.Actor, who.Now);
            var fields = new ActFields(situation, new CaseState { Id = default }, words, new RefusalWords(words, texts), texts, moments);
            yield return new RegisterStep(words.In(procedure.Name), fields.Of(procedure.Opening, tried));
        }
    }

    /// <summary>What will happen, and what is alike and near.</summary>
    public async Task<RegisterAside> AsideAsync(Signed who, RegisterForm form, CancellationToken cancel)
    {
        var words = new CityWords(who.City, texts);
        var alike = await AlikeAsync(who, form, cancel);
        var clocks = new ClockWords(who.City, who.Now);
        var map = form is { Lon: { } lon, Lat: { } lat } ? new SmallMap(lon, lat, form["place"] ?? "",
            [.. alike.Where(c => c.Lon is not null).Select(c => new MapNeighbour(c.Lon!.Value, c.Lat!.Value, c.Number[^4..], Open: true))]) { Outline = words.Outline(form.Areas) } : null;
        return new RegisterAside(Then(who, form, words), [.. alike.Select(c => Near(c, form, words, clocks))], map, PlaceProposals.Question(form, words, who.City.Day(who.Now)));
    }

    /// <summary>Places for what is typed so far.</summary>
    public IReadOnlyList<PlaceOption> Places(Signed who, string said)
    {
        var day = who.City.Day(who.Now);
        return [.. PlaceProposals.Options(who.City.Places.Find(said, PlaceProposals.Most, day), said, new CityWords(who.City, texts), day)];
    }

    private NearCase Near(CaseView c, RegisterForm form, CityWords words, ClockWords clocks) => c.Lon is not null && form is { Lon: { } lon, Lat: { } lat }
        ? cases.NearCase(c, lon, lat, words, clocks)
        : cases.NearCase(c with { Lon = 0, Lat = 0 }, 0, 0, words, clocks) with { Distance = c.Address };

    private async Task<IReadOnlyList<CaseView>> AlikeAsync(Signed who, RegisterForm form, CancellationToken cancel)
    {
        var @class = form.Class?.Code.Value;
        if (form is { Lon: not null, Lat: not null })
        {
            return await node.Reader.NearAsync(form.Place!, who.Scope, @class, openOnly: true, MostAlike, cancel);
        }
        if (form["place"] is not { } address || address.Length < (System.Text.Ascii.IsValid(address) ? LeastAddress : LeastChinese))
        {
            return [];
        }
        var query = CaseQuery.All with { States = [CaseStatus.Open, CaseStatus.Suspended], Class = @class, Words = address, Limit = MostAlike };
        return (await node.Reader.ListAsync(query, who.Scope, cancel)).Page?.Items ?? [];
    }

    private Consequence? Then(Signed who, RegisterForm form, CityWords words)
    {
        if (form.Class is not { } @class)
        {
            return null;
        }
        var city = who.City;
        var procedure = ProcedureOf(who, form);
        var limits = new List<Fact>();
        if (procedure.Steps.TryGetValue(procedure.First, out var first) && first.Limit is { } step)
        {
            limits.Add(new Fact(words.In(first.Name), Limit(city, step, who.Now)));
        }
        var handling = procedure.Clocks.ContainsKey(ClockKey.Handling) ? words.Clock(procedure, ClockKey.Handling) : texts["fact.limit"];
        var matter = new Matter(@class.Code, form.Areas, form.Facets, RegisterCase.Blamed(city, form.ToRegistration(), city.Day(who.Now)), city.Day(who.Now));
        limits.Add(new Fact(handling, (city.Affairs.LimitOf(matter, @class, form.Standard) ?? form.Standard?.Limit) is { } limit ? Limit(city, limit, who.Now) : texts["due.none"]));
        if (@class.Secrecy > 0)
        {
            limits.Add(new Fact(texts["fact.secrecy"], words.Choice("secrecyGrades", @class.Secrecy.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        }
        var route = city.Affairs.Find(matter);
        return new Consequence(words.In(@class.Name), form.Standard is { } s ? words.In(s.Filing) : null, limits, route is null ? null : words.Unit(route.Lead.Value),
            route is { Co.Count: > 0 } ? string.Join(texts["list.comma"], route.Co.Select(u => words.Unit(u.Value))) : null, route is null ? null : words.In(route.Why),
            @class.Standards.Count < 2 ? null : new FieldInput("standard", FieldShape.Choice, texts["ask.standard"], Values: [form.Standard!.Code],
                Options: [.. @class.Standards.Select(s => new FieldOption(s.Code, words.In(s.Filing)))]),
            [.. city.Affairs.FacetsOf(@class.Code).Select(f => city.Facets.First(x => x.Code == f)).Select(f => new FieldInput(RegisterForm.FacetField(f.Code), FieldShape.Choice,
                words.In(f.Name), Values: form[RegisterForm.FacetField(f.Code)] is { } chosen ? [chosen] : [], Options: [.. f.Choices.Select(c => new FieldOption(c.Code, words.In(c.Name)))]))]);
    }

    /// <summary>A limit, and when it would be due if it began now.</summary>
    private string Limit(Core.Cities.City city, Limit limit, DateTimeOffset now)
    {
        var clock = Clocks.Start("", limit, city.CalendarOf(limit), city.Thresholds, now);
        return texts["register.limit", ("limit", CaseTimetable.LimitWords(limit, texts)), ("due", clock.Due is { } due ? moments.Short(due) : "")];
    }

    private List<RegisterStep> Steps(RegisterForm form, Procedure procedure, CityWords words, (string? Field, string? Words) wrong)
    {
        var asks = new RegisterAsks(form, words, texts, wrong);
        var what = new List<FieldInput>
        {
            asks.Of("description", FieldShape.LongText, max: "4000"), asks.Of("title", FieldShape.Text),
            asks.Of("class", FieldShape.Suggest, QueueForm.ClassOptions(words), required: true),
        };
        if (wrong.Field == "description" && form.Tells is not null)
        {
            what.Add(asks.Of("named", FieldShape.YesNo));
        }
        var lists = words.City.Lists;
        var channel = lists["channels"].FirstOrDefault(c => words.City.ProcedureOf(c.Code) == procedure.Code) ?? lists["channels"][0];
        return
        [
            new RegisterStep(texts["ask.step.what"], what),
            new RegisterStep(texts["ask.step.where"], [asks.Of("place", FieldShape.Place) with { Suggestions = "/cases/new?handler=Places" }, asks.Of("area", FieldShape.Choice, QueueForm.AreaOptions(words, "main"))]),
            new RegisterStep(texts["ask.step.who"], [asks.Of("name", FieldShape.Text), asks.Of("phone", FieldShape.Text), asks.Of("wantsAnswer", FieldShape.YesNo, otherwise: "true")]),
            new RegisterStep(texts["ask.step.urgent"], [asks.Of("urgency", "urgencies", lists["urgencies"][0].Code, required: true)]),
            new RegisterStep(texts["ask.step.kind"],
            [
                asks.Of("nature", "natures", null),
                asks.Of("channel", "channels", channel.Code, required: true),
                asks.Of("secrecy", "secrecyGrades", "0", required: true),
                asks.Of("complainedOf", FieldShape.Unit, QueueForm.UnitOptions(words)),
                asks.Of("complainedOfPerson", FieldShape.Text),
            ]),
        ];
    }

    /// <summary>The verb's names of fields are the API's; the form has its own.</summary>
    private static string? FieldOf(string? field) => field switch
    {
        "place.address" or "place.lon" or "place.lat" => "place",
        "reporter.name" => "name",
        "reporter.phone" => "phone",
        _ => field,
    };
}

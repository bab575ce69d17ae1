using System.Globalization;
using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Catalogue;
using Liandong.Core.Cities;
using Liandong.Core.Places;
using Liandong.Work.Cases;
using Liandong.Work.Store;

namespace Liandong.Web.Desk;

/// <summary>What somebody typed into the register form, by the names of its fields.</summary>
public sealed class RegisterForm
{
    /// <summary>Names of the fields, in the order of the form.</summary>
    public static readonly IReadOnlyList<string> Names =
        ["description", "title", "class", "standard", "place", "place.lon", "place.lat", PlaceProposals.Asked, PlaceProposals.Pick, "area", "name", "phone", "wantsAnswer", "urgency", "nature", "channel", "secrecy", "complainedOf", "complainedOfPerson", "named", "procedure"];

    private const string FacetPrefix = "facet.";

    private static readonly string[] s_read = ["description", "title", "place"];

    private readonly Dictionary<string, string> _given;
    private readonly City _city;
    private readonly DateOnly _day;

    /// <param name="day">Today: an area that has ended is nowhere.</param>
    /// <param name="procedure">The one asked for by the address, while nothing was sent yet.</param>
    public RegisterForm(City city, DateOnly day, IFormCollection? form, string? procedure = null)
    {
        (_city, _day) = (city, day);
        _given = Names.Concat(city.Facets.Select(f => FacetPrefix + f.Code)).Select(n => (Name: n, Value: form?[n].ToString().Trim() ?? "")).Where(p => p.Value.Length > 0).ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
        IsFresh = form is null;
        if (IsFresh && procedure is not null)
        {
            _given["procedure"] = procedure;
        }
    }

    /// <summary>Nothing was sent yet.</summary>
    public bool IsFresh { get; }

    public string? this[string name] => _given.GetValueOrDefault(name);

    /// <summary>The class by code, or by the name that was typed.</summary>
    public CaseClass? Class => this["class"] is not { } text ? null : _city.Catalogue.Find(new ClassCode(text))
        ?? _city.Catalogue.All.FirstOrDefault(c => Same(c.Name.En, text) || Same(c.Name.Zh, text)) ?? _city.Catalogue.ByAlias(text);

    /// <summary>The standard chosen, else the first of the class.</summary>
    public Standard? Standard => Class?.Standards.FirstOrDefault(s => s.Code == this["standard"]) ?? (Class is { Standards: [var first, ..] } ? first : null);

    public double? Lon => Number("place.lon") ?? Picked?.Point?.Lon;

    public double? Lat => Number("place.lat") ?? Picked?.Point?.Lat;

    /// <summary>What will happen is being shown: the place that is surely meant counts as chosen until something else is.</summary>
    public bool Proposes { get; init; }

    /// <summary>Places that the words may mean; null while there are none, or a point or an area stands there already.</summary>
    public PlaceAnswer? Proposals => this["place"] is { } said && this["place.lon"] is null && this["place.lat"] is null && this["area"] is null
        ? field ??= _city.Places.Find(said, PlaceProposals.Most, _day) : null;

    /// <summary>What was chosen among the places proposed for these very words.</summary>
    public PlacePick? Picked => this["place"] is null || this["place.lon"] is not null || this["place.lat"] is not null || this["area"] is not null ? null
        : this[PlaceProposals.Asked] == this["place"] ? PlacePick.Read(this[PlaceProposals.Pick]) : Proposes && Proposals?.Sure is { } sure ? PlacePick.Of(sure.Place) : null;

    public Place? Place => this["place"] is null && Lon is null && Lat is null ? null : new Place(Lon, Lat, this["place"]);

    /// <summary>Codes from the deepest area known: the one chosen, else where the point lies.</summary>
    public IReadOnlyList<string> Areas => (this["area"] ?? Picked?.Area ?? (Lon is { } lon && Lat is { } lat ? _city.Locate(lon, lat, _day) : null)) is { } code
        ? [.. _city.Areas.Chain(code).Select(a => a.Code.Value)] : [];

    /// <summary>What is wrong before the verb is asked: a number that is none, a point whose area nobody knows, the caller in the words.</summary>
    public Refusal? Wrong()
    {
        if (this["class"] is null || Class is null)
        {
            return new Refusal(this["class"] is null ? Refusals.FieldMissing : Refusals.CodeUnknown, "class", this["class"] is { Length: <= 60 } text ? text : null);
        }
        foreach (var name in new[] { "place.lon", "place.lat" })
        {
            if (this[name] is not null && Number(name) is null)
            {
                return new Refusal(Refusals.FieldInvalid, "place");
            }
        }
        if (Place is { Lon: not null } && Areas.Count == 0 && _city.Areas.All.Any(a => a.Parent is not null))
        {
            return new Refusal(Refusals.FieldMissing, "area");
        }
        return this["named"] is null && Tells is { } told ? new Refusal(told, "description") : null;
    }

    /// <summary>Not one of the core's refusals: the form asks once, and a tick goes on.</summary>
    public const string CallerNamed = nameof(CallerNamed);

    /// <summary>As <see cref="CallerNamed"/>, of anybody's telephone number or the number of a document.</summary>
    public const string NumberNamed = nameof(NumberNamed);

    /// <summary>The number of the call, where it is not in the form.</summary>
    public string? CallNumber { get; init; }

    /// <summary>What the words tell of the caller that many would read; null for nothing.</summary>
    public string? Tells => s_read.Any(n => CallerScan.Finds(this[n], this["name"], this["phone"] ?? CallNumber, CallerScan.Honorifics(_city))) ? CallerNamed
        : s_read.Any(n => CallerScan.HoldsNumber(this[n])) ? NumberNamed : null;

    /// <summary>What was chosen of the facets that decide about the class.</summary>
    public IReadOnlyDictionary<string, string>? Facets => Class is null ? null : _city.Affairs.FacetsOf(Class.Code)
        .Where(f => this[FacetPrefix + f] is not null).ToDictionary(f => f, f => this[FacetPrefix + f]!, StringComparer.Ordinal);

    /// <summary>The member of staff complained of, by code or by a name that only one has; of several in the unit complained of. What was typed where nobody is meant.</summary>
    private string? Accused => this["complainedOfPerson"] is not { } said ? null : _city.Staff.Find(new PersonId(said)) is not null ? said
        : _city.Staff.People.Where(p => Same(p.Name.Zh, said) || Same(p.Name.En, said)).Where(p => this["complainedOf"] is not { } unit
            || _city.Staff.PostsOf(p.Id, _day).Any(post => _city.Units.Covers(new UnitCode(unit), post.Unit))).ToList() is [var one] ? one.Id.Value : said;

    /// <summary>The field of a facet.</summary>
    public static string FacetField(string facet) => FacetPrefix + facet;

    public Registration ToRegistration() => new()
    {
        Class = Class!.Code.Value, Procedure = this["procedure"], Standard = Standard?.Code, Title = this["title"], Description = this["description"], Place = Place, Area = this["area"] ?? Picked?.Area,
        Channel = this["channel"], Nature = this["nature"], Urgency = this["urgency"],
        Secrecy = int.TryParse(this["secrecy"], NumberStyles.None, CultureInfo.InvariantCulture, out var grade) ? grade : 0,
        ComplainedOf = this["complainedOf"], ComplainedOfPerson = Accused, WantsAnswer = this["wantsAnswer"] is not null, Facets = Facets,
        Reporter = this["name"] is null && (this["phone"] ?? CallNumber) is null ? null : new Reporter(this["name"], this["phone"] ?? CallNumber),
    };

    /// <summary>The same as fields, to tell a repetition by.</summary>
    public Dictionary<string, FieldValue> Fields => _given.ToDictionary(p => p.Key, p => new FieldValue(p.Value), StringComparer.Ordinal);

    private double? Number(string name) => double.TryParse(this[name], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

using System.Globalization;
using Liandong.Core;
using Liandong.Core.Calendars;
using Liandong.Core.Cases;
using Liandong.Core.Cities;
using Liandong.Core.Procedures;
using Liandong.Work.Cases;
using Liandong.Work.Store;

namespace Liandong.Web.Api;

/// <summary>Cases as the API shows them: names in the reader's language, lights as they are this moment.</summary>
public sealed class CaseAnswers(City city, Definitions definitions, string language, DateTimeOffset now)
{
    /// <summary>For the reader of a request.</summary>
    public static CaseAnswers For(ApiCall call) => new(call.City, call.Node.Desk.Definitions, call.Language, call.Now);

    /// <summary>A case with its description, which lies beside the row.</summary>
    public async ValueTask<CaseAnswer> OfAsync(CaseView c, string? description, CancellationToken cancel)
    {
        var procedure = await definitions.ProcedureAsync(c.ProcedureHash, city.DefaultCalendar, cancel);
        return new CaseAnswer(c.Number, c.Source, c.SourceId, c.Channel, Class(c.Class), Standard(c.Standard), Word(c.State), Step(procedure, c.Step), c.Round,
            [.. c.Areas.Select(Area)], Place(c), c.Unit is null ? null : Unit(c.Unit), c.Person is null ? null : Person(new PersonId(c.Person)),
            Words(c.Title), Words(description), c.Nature, c.Urgency, c.Secrecy, c.OpenedAt, c.ClosedAt, ClosingKind(c.ClosingKind), c.OnTime(now),
            Light(CaseRows.Worst(c.Clocks.Select(k => k.Clock).Where(k => k.StoppedAt is null), now)), [.. c.Clocks.Select(k => Clock(k.Handling, k.Clock))], c.Imported, c.Version) { Duty = c.Unit is null ? null : Duty(new UnitCode(c.Unit)) };
    }

    private DutyAnswer? Duty(UnitCode unit) => city.OnDuty(unit, now) is var (number, person) && (number ?? person?.Value) is not null
        ? new DutyAnswer(number, person is { } p ? Person(p) : null) : null;

    /// <summary>The entity tag: changes with the version and with every light, and differs by language.</summary>
    public string TagOf(CaseView c)
    {
        var lights = string.Concat(c.Clocks.Select(k => Clocks.LightAt(k.Clock, now) is { } l ? ((int)l).ToString(CultureInfo.InvariantCulture) : "-"));
        return $"\"{c.Version.ToString(CultureInfo.InvariantCulture)}.{lights}.{language}.{city.Hash[..8]}\"";
    }

    /// <summary>A unit by its code.</summary>
    public CodeName Unit(string code) => new(code, Name(Register.Units, code));

    /// <summary>A person by id.</summary>
    public PersonName Person(PersonId id) => new(id.Value, Name(Register.People, id.Value));

    /// <summary>A step of a procedure.</summary>
    public CodeName? Step(Procedure procedure, string code) =>
        code.Length == 0 ? null : new CodeName(code, procedure.Steps.GetValueOrDefault(code)?.Name.In(language) ?? code);

    /// <summary>The word of a state or a light.</summary>
    public static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private string Name(Register register, string code) => city.NameOf(register, code)?.In(language) ?? code;

    private static string? Light(Light? light) => light is { } l ? Word(l) : null;

    private static string? Words(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private CodeName Class(string code) => new(code, Name(Register.Classes, code));

    private CodeName? Standard(string? code) => code is null ? null : new CodeName(code, city.Catalogue.FindStandard(code)?.Filing.In(language) ?? code);

    private CodeName? ClosingKind(string? code) => code is null ? null : new CodeName(code, city.Choice("closingKinds", code)?.Name.In(language) ?? code);

    /// <summary>An area by its code.</summary>
    public AreaName Area(string code) => city.Areas.Find(code) is { } area ? new AreaName(area.Layer, code, area.Name.In(language)) : new AreaName("", code, Name(Register.Areas, code));

    private static PlaceAnswer? Place(CaseView c) =>
        c.Lon is null && string.IsNullOrWhiteSpace(c.Address) ? null : new PlaceAnswer(c.Lon, c.Lat, Words(c.Address));

    private ClockAnswer Clock(int handling, ClockState k) => new(k.Kind, handling, k.Limit?.ToString(), k.Start, k.Due, k.Blue, k.Yellow, k.Orange, k.Red,
        Light(Clocks.LightAt(k, now)), k.PausedAt, k.StoppedAt, k.Given, k.Provisional);
}

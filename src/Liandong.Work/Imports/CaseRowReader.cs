using System.Globalization;
using Liandong.Core;
using Liandong.Core.Areas;
using Liandong.Core.Catalogue;
using Liandong.Core.Cities;
using Liandong.Core.Units;
using Liandong.Work.Store;

namespace Liandong.Work.Imports;

/// <summary>A case as the file tells it, with the city's codes.</summary>
/// <param name="Section">The part of the unit that works on it; null when the file does not say, or says one elsewhere.</param>
/// <param name="Areas">Deepest first, the main layer before others.</param>
internal sealed record ImportedCase(string SourceId, DateTimeOffset OpenedAt, DateTimeOffset? DueAt, DateTimeOffset? ClosedAt, CaseClass Class,
    UnitCode Unit, UnitCode? Section, IReadOnlyList<string> Areas, string Channel, string? Title, string? Description, Place? Place,
    string? ClosingText, string? ClosingKind);

/// <summary>Why a row is refused; <paramref name="Detail"/> holds the column and what stands there.</summary>
internal sealed record RowRefusal(string Reason, string Detail);

/// <summary>Why a row that can be read makes no case.</summary>
public static class ImportFault
{
    public const string Missing = nameof(Missing);
    public const string Unknown = nameof(Unknown);
    public const string NotATime = nameof(NotATime);
    public const string NotAPoint = nameof(NotAPoint);
    public const string TooLong = nameof(TooLong);

    /// <summary>An instant after the installation's now.</summary>
    public const string InTheFuture = nameof(InTheFuture);

    /// <summary>Before 1970: streams cannot be named by such an instant.</summary>
    public const string TooOld = nameof(TooOld);

    public const string ClosedBeforeOpened = nameof(ClosedBeforeOpened);
}

/// <summary>Turns rows of one file into cases of one city version.</summary>
internal sealed class CaseRowReader
{
    private const int LongestId = 100;

    private readonly ImportMapping _mapping;
    private readonly City _city;
    private readonly Dictionary<string, int[]> _columns;
    private readonly (string Level, MappedField Field, int[] Columns)[] _areaColumns;
    private readonly Dictionary<string, Unit> _units = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<Area>> _chains = new(StringComparer.Ordinal);
    private readonly string? _root;
    private string[] _row = [];
    private RowRefusal? _fault;

    public CaseRowReader(ImportMapping mapping, City city, IReadOnlyList<string> names)
    {
        int[] Places(MappedField field) => [.. field.Columns.Select(c => names.ToList().IndexOf(c))];
        (_mapping, _city) = (mapping, city);
        _columns = mapping.Fields.ToDictionary(f => f.Key, f => Places(f.Value), StringComparer.Ordinal);
        _areaColumns = [.. mapping.Areas.Select(a => (a.Level, a.Field, Places(a.Field)))];
        foreach (var (alias, unit) in city.Units.All.SelectMany(u => u.Aliases.Select(a => (a, u))))
        {
            _units.TryAdd(alias, unit);
        }
        _root = city.Areas.All.FirstOrDefault(a => a.Parent is null)?.Code.Value;
    }

    /// <summary>The source's own number of the row; null when it is blank.</summary>
    public string? SourceId(SourceRow row)
    {
        _row = row.Values;
        return Value(CaseField.SourceId);
    }

    /// <summary>The case, or the first reason why not.</summary>
    public (ImportedCase? Case, RowRefusal? Refusal) Read(SourceRow row, DateTimeOffset now)
    {
        (_row, _fault) = (row.Values, null);
        var id = Value(CaseField.SourceId);
        Refuse(id is null, ImportFault.Missing, CaseField.SourceId, id);
        Refuse(id is { Length: > LongestId }, ImportFault.TooLong, CaseField.SourceId, id);
        var opened = Instant(CaseField.OpenedAt, now);
        Refuse(opened is null, ImportFault.Missing, CaseField.OpenedAt, null);
        Refuse(opened < DateTimeOffset.UnixEpoch, ImportFault.TooOld, CaseField.OpenedAt, Value(CaseField.OpenedAt));
        var due = Instant(CaseField.DueAt, null);
        var closed = Instant(CaseField.ClosedAt, now);
        Refuse(closed < opened, ImportFault.ClosedBeforeOpened, CaseField.ClosedAt, Value(CaseField.ClosedAt));
        var @class = Known(CaseField.Class, name => _city.Catalogue.ByAlias(name) ?? _city.Catalogue.Find(new ClassCode(name)), needed: true);
        var unit = Known(CaseField.Unit, UnitOf, needed: true);
        var section = Known(CaseField.Section, UnitOf);
        var channel = Known(CaseField.Channel, code => _city.Choice("channels", code), needed: true);
        var kind = closed is null ? null : Known(CaseField.ClosingKind, code => _city.Choice("closingKinds", code));
        var place = ReadPlace();
        var areas = ReadAreas(place, opened is { } at ? _city.Day(at) : default);
        return _fault is { } fault ? (null, fault) : (new ImportedCase(id!, opened!.Value, due, closed, @class!, unit!.Code,
            section is not null && section.Code != unit.Code && _city.Units.Covers(unit.Code, section.Code) ? section.Code : null, areas, channel!.Code,
            Value(CaseField.Title), Value(CaseField.Description), place, Value(CaseField.ClosingText), kind?.Code), null);
    }

    private Unit? UnitOf(string name) => _city.Units.Find(new UnitCode(name)) ?? _units.GetValueOrDefault(name);

    private T? Known<T>(string name, Func<string, T?> find, bool needed = false)
        where T : class => _mapping.Fields.TryGetValue(name, out var field) ? Known(field, name, Value(name), find, needed) : null;

    /// <summary>What the city knows by the file's word; the default when it is blank or unknown; else the row is refused.</summary>
    private T? Known<T>(MappedField field, string name, string? value, Func<string, T?> find, bool needed)
        where T : class
    {
        var found = value is null ? null : find(field.Translate(value));
        if (found is null && field.HasDefault)
        {
            found = field.Default is { } code ? find(code) : null;
        }
        else
        {
            Refuse(found is null && value is not null, ImportFault.Unknown, name, value);
        }
        Refuse(found is null && needed, ImportFault.Missing, name, null);
        return found;
    }

    /// <summary>A local time of the file; one that the clocks show twice is the first, one that they skip moves forward.</summary>
    private DateTimeOffset? Instant(string name, DateTimeOffset? latest)
    {
        if (Value(name) is not { } text)
        {
            return null;
        }
        if (!DateTime.TryParseExact(text, _mapping.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            Refuse(true, ImportFault.NotATime, name, text);
            return null;
        }
        var at = Chain.Cut(_mapping.Time.FromLocal(local));
        Refuse(at > latest, ImportFault.InTheFuture, name, text);
        return at;
    }

    private Place? ReadPlace()
    {
        var (address, lonText, latText) = (Value(CaseField.Address), Value(CaseField.Lon), Value(CaseField.Lat));
        if ((lonText is null && latText is null) || _mapping.NoPlace.Any(p => p.Lon == lonText && p.Lat == latText))
        {
            return address is null ? null : new Place(null, null, address);
        }
        var (lon, lat) = (Degrees(lonText, 180), Degrees(latText, 90));
        Refuse(lon is null || lat is null, ImportFault.NotAPoint, CaseField.Lon, $"{lonText} {latText}");
        return new Place(lon, lat, address);
    }

    private static double? Degrees(string? text, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most ? degrees : null;

    /// <summary>
    /// The areas named, each with what it lies in. Where the file names a level itself, its word stands: a precinct of
    /// another ward than the ward beside it brings both as written and no third.
    /// </summary>
    private List<string> ReadAreas(Place? place, DateOnly day)
    {
        var named = new List<Area>(_areaColumns.Length);
        foreach (var (level, field, columns) in _areaColumns)
        {
            if (Known(field, level, Value(columns, field), name => _city.Areas.ByName(level, name), needed: false) is { } area)
            {
                named.Add(area);
            }
        }
        if (!named.Any(a => a.Layer == AreaTree.MainLayer) && (place is { Lon: { } lon, Lat: { } lat } ? _city.Locate(lon, lat, day) : null) is { } found)
        {
            named.Insert(0, _city.Areas.Find(found)!);
        }
        var codes = new List<string>(6);
        foreach (var area in named)
        {
            codes.AddRange(Above(area).Where(a => a == area || !named.Any(n => n != area && n.Level == a.Level)).Select(a => a.Code.Value).Where(c => !codes.Contains(c)));
        }
        return codes.Count > 0 || _root is null ? codes : [_root];
    }

    private IReadOnlyList<Area> Above(Area area) => _chains.TryGetValue(area.Code.Value, out var chain) ? chain : _chains[area.Code.Value] = _city.Areas.Chain(area.Code.Value);

    private string? Value(string name) => _columns.TryGetValue(name, out var columns) ? Value(columns, _mapping.Fields[name]) : null;

    private string? Value(int[] columns, MappedField field)
    {
        if (columns.Length == 1)
        {
            return Value(columns[0]);
        }
        var joined = string.Join(field.Between, columns.Select(Value).Where(v => v is not null));
        return joined.Length == 0 ? null : joined;
    }

    private string? Value(int column)
    {
        var value = _row[column].Trim();
        return value.Length == 0 || _mapping.Blanks.Contains(value) ? null : value;
    }

    private void Refuse(bool wrong, string reason, string field, string? value)
    {
        if (wrong)
        {
            _fault ??= new RowRefusal(reason, value is null ? field : $"{field}: {value}");
        }
    }
}

using System.Text.Json;
using Liandong.Core;
using Liandong.Core.Acts;

namespace Liandong.Web.Api;

/// <summary>
/// An object of a body, member by member: every member known and there once. The first thing wrong is kept for the whole
/// body in <see cref="Fault"/>; what is asked for afterwards is null. A member that is null is as good as missing.
/// </summary>
public sealed class ApiObject
{
    private const int LongestName = 60;
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly string _prefix;
    private readonly ApiObject _root;
    private Refusal? _fault;

    public ApiObject(JsonElement body, params ReadOnlySpan<string> known)
    {
        (_root, _prefix) = (this, "");
        Read(body, known);
    }

    private ApiObject(ApiObject parent, string name, JsonElement element, ReadOnlySpan<string> known)
    {
        // An act's fields are named alone, as its form and the core name them.
        (_root, _prefix) = (parent._root, name == "fields" ? parent._prefix : parent._prefix + name + ".");
        Read(element, known);
    }

    /// <summary>The first thing wrong in the whole body, or null.</summary>
    public Refusal? Fault => _root._fault;

    /// <summary>The names of the members that are there and not null.</summary>
    public IReadOnlyCollection<string> Names => _members.Keys;

    /// <summary>A text, trimmed; blank is null.</summary>
    public string? Text(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }
        var text = value.ValueKind == JsonValueKind.String ? Whole(value)?.Trim() : null;
        if (text is null || text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
        {
            return Refuse<string>(name);
        }
        return text.Length == 0 ? null : text;
    }

    /// <summary>A finite number.</summary>
    public double? Number(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : Refuse<double?>(name);

    /// <summary>A whole number within 32 bits.</summary>
    public int? Integer(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : Refuse<int?>(name);

    /// <summary>True or false.</summary>
    public bool? Flag(string name) => Find(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : Refuse<bool?>(name);

    /// <summary>An instant with Z or an offset.</summary>
    public DateTimeOffset? Instant(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String && Whole(value) is { } text && ApiInstants.TryRead(text, out var at) ? at : Refuse<DateTimeOffset?>(name);

    /// <summary>Points [lon, lat] on the earth, in degrees, one to <paramref name="most"/>; the first that is none is named by its place in the list, from 0.</summary>
    public IReadOnlyList<(double Lon, double Lat)>? Points(string name, int most)
    {
        if (Find(name) is not { } list)
        {
            return null;
        }
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0 || list.GetArrayLength() > most)
        {
            return Refuse<IReadOnlyList<(double, double)>>(name);
        }
        var points = new List<(double, double)>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Array || item.GetArrayLength() != 2 || Degrees(item[0], 180) is not { } lon || Degrees(item[1], 90) is not { } lat)
            {
                return Refuse<IReadOnlyList<(double, double)>>(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}[{points.Count}]"));
            }
            points.Add((lon, lat));
        }
        return points;
    }

    /// <summary>An object inside; known empty means that any member may stand in it.</summary>
    public ApiObject? Object(string name, params ReadOnlySpan<string> known) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Object ? new ApiObject(this, name, value, known) : Refuse<ApiObject>(name);

    /// <summary>A list of objects inside, at most so many; known empty means that any member may stand in them.</summary>
    public IReadOnlyList<ApiObject>? Objects(string name, int most, params ReadOnlySpan<string> known)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }
        if (value.ValueKind != JsonValueKind.Array)
        {
            return Refuse<IReadOnlyList<ApiObject>>(name);
        }
        if (value.GetArrayLength() > most)
        {
            _root._fault ??= new Refusal(Refusals.FieldInvalid, _prefix + name, most.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return null;
        }
        var objects = new List<ApiObject>();
        foreach (var (i, item) in value.EnumerateArray().Index())
        {
            var at = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}[{i}]");
            if (item.ValueKind != JsonValueKind.Object)
            {
                return Refuse<IReadOnlyList<ApiObject>>(at);
            }
            objects.Add(new ApiObject(this, at, item, known));
        }
        return objects;
    }

    /// <summary>The value of an act's field with its JSON type; the act's own check goes on from there.</summary>
    public FieldValue? Field(string name) => Find(name) is not { } value ? null : value.ValueKind switch
    {
        JsonValueKind.String => Text(name) is var text && Fault is null ? new FieldValue(text) { Shape = ValueShape.Words } : null,
        JsonValueKind.Number => new FieldValue(value.GetRawText()) { Shape = ValueShape.Number },
        JsonValueKind.True or JsonValueKind.False => new FieldValue(value.GetRawText()) { Shape = ValueShape.Flag },
        JsonValueKind.Array => Items(name, value),
        _ => Refuse<FieldValue>(name),
    };

    /// <summary>A member that must be there.</summary>
    public void Need(string name)
    {
        if (!_members.ContainsKey(name) || (_members[name].ValueKind == JsonValueKind.String && Fault is null && Text(name) is null))
        {
            _root._fault ??= new Refusal(Refusals.FieldMissing, _prefix + name);
        }
    }

    private FieldValue? Items(string name, JsonElement array)
    {
        var items = new List<string>();
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String || items.Count >= 100 || Whole(item) is not { Length: <= 200 } text || text.Any(char.IsControl))
            {
                return Refuse<FieldValue>(name);
            }
            items.Add(text);
        }
        return new FieldValue(null, items) { Shape = ValueShape.List };
    }

    private static double? Degrees(JsonElement value, double most) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var degrees) && Math.Abs(degrees) <= most ? degrees : null;

    private JsonElement? Find(string name) => Fault is null && _members.TryGetValue(name, out var value) ? value : null;

    private void Read(JsonElement element, ReadOnlySpan<string> known)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            var name = NameOf(member);
            if (name is not { Length: > 0 and <= LongestName } || (known.Length > 0 && !known.Contains(name)))
            {
                _root._fault ??= new Refusal(Refusals.FieldUnknown, name is { Length: <= LongestName } ? _prefix + name : _prefix.TrimEnd('.') is { Length: > 0 } p ? p : "body");
                return;
            }
            if (!seen.Add(name))
            {
                Refuse<string>(name);
                return;
            }
            if (member.Value.ValueKind != JsonValueKind.Null)
            {
                _members[name] = member.Value;
            }
        }
    }

    private T? Refuse<T>(string name)
    {
        _root._fault ??= new Refusal(Refusals.FieldInvalid, _prefix + name);
        return default;
    }

    /// <summary>Null for a name with half a surrogate pair.</summary>
    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Null for a text with half a surrogate pair: it is no text, and the database would not take it.</summary>
    private static string? Whole(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

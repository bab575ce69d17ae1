using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Core.Cities;
using Liandong.Core.Units;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Cases;

/// <summary>
/// What a person may see: the one predicate, in this one file. Desks of the root see all up to their clearance; a unit sees
/// what it and those below it handle, secret or not, for without the order nobody could work (the caller is kept apart, see
/// <see cref="ShowReporter"/>); who serves a place sees what waits for his role there; whoever registered a case keeps read
/// access; complaints about oneself or one's own unit (or one above it, by whatever name) are invisible; about a root they are
/// not, or whom it is given to instead could not work on it.
/// </summary>
public sealed class Scope
{
    private readonly bool _all;
    private readonly string[] _tags;
    private readonly string[] _copies;
    private readonly string[] _blamed;
    private readonly int _clearance;
    private readonly string _person;

    private Scope(bool all, string[] tags, string[] copies, string[] blamed, int clearance, string person) =>
        (_all, _tags, _copies, _blamed, _clearance, _person) = (all, tags, copies, blamed, clearance, person);

    /// <summary>The scope of a person as the posts stand.</summary>
    public static Scope Of(Actor actor, City city)
    {
        var units = actor.Posts.Select(p => p.Unit).Distinct().ToList();
        var all = units.Any(u => city.Units.Find(u) is { Parent: null });
        List<UnitCode> seen = [.. (all ? units : units.SelectMany(city.Units.SelfAndBelow)).Distinct()];
        string[] tags = [.. seen.Select(u => "u:" + u.Value), .. Waiting(actor, city)];
        string[] blamed = [.. units.SelectMany(city.Units.Kin).Distinct().Where(u => city.Units.Find(u)?.Parent is not null).Select(u => u.Value)];
        return new Scope(all, tags, [.. seen.Select(u => Store.CaseRows.CopyTag(u.Value))], blamed, actor.Clearance, actor.Person?.Value ?? "");
    }

    private static IEnumerable<string> Waiting(Actor actor, City city) =>
        actor.Posts.SelectMany(p => city.Units.Find(p.Unit)?.ServedAreas is { Count: > 0 } served
            ? served.Append(Store.CaseRows.Anywhere).Select(a => Store.CaseRows.WaitingTag(p.Role, a)) : []).Distinct();

    /// <summary>
    /// Two with the same key see the same. Desks that see everything share one, but for somebody about whom a case is
    /// (<paramref name="blamed"/>), to whom that case is not there.
    /// </summary>
    public string Key(bool blamed) => _all && _clearance >= SecrecyGrade.Strict && !blamed ? "all|" + string.Join(' ', _blamed)
        : $"{_all}|{string.Join(' ', _tags)}|{string.Join(' ', _blamed)}|{_clearance}|{_person}";

    /// <summary>SQL over alias <c>c</c> of cases; adds its parameters to the command.</summary>
    public string Where(NpgsqlParameterCollection parameters)
    {
        var person = Add(parameters, _person, NpgsqlDbType.Text);
        var open = Open(parameters);
        // Written so that who is cleared for everything, as most desks are, pays for no second condition.
        return _all && _clearance >= SecrecyGrade.Strict ? open
            : $"{open} and ({(_all ? $"c.secrecy <= {Add(parameters, _clearance, NpgsqlDbType.Integer)} or " : "")}c.tags && {Add(parameters, _tags, NpgsqlDbType.Array | NpgsqlDbType.Text)} or c.registered_by = {person})";
    }

    /// <summary>
    /// As <see cref="Where"/>, of cases that his units were told of without a part in them (none of these is secret): they stand
    /// apart, so that no list of work and no figure holds what is nobody's work there.
    /// </summary>
    public string WhereCopied(NpgsqlParameterCollection parameters) =>
        $"{Open(parameters)} and c.tags && {Add(parameters, _copies, NpgsqlDbType.Array | NpgsqlDbType.Text)}";

    /// <summary>As <see cref="Where"/>, of one case that is asked for by its number: work, or told of.</summary>
    public string WhereKnown(NpgsqlParameterCollection parameters) => $"({Where(parameters)} or {WhereCopied(parameters)})";

    /// <summary>Neither he nor his unit is complained of.</summary>
    private string Open(NpgsqlParameterCollection parameters) =>
        $"(c.complained_of is null or not c.complained_of = any({Add(parameters, _blamed, NpgsqlDbType.Array | NpgsqlDbType.Text)})) and c.complained_of_person is distinct from {Add(parameters, _person, NpgsqlDbType.Text)}";

    /// <summary>True for complaints about this unit or this person, either empty for nobody.</summary>
    public bool Shuns(string unit, string person) => _blamed.Contains(unit) || (person.Length > 0 && person == _person);

    /// <summary>Adds a positional parameter and gives its name; what is there already, as a scope in the tenth count of one statement, goes once.</summary>
    internal static string Add(NpgsqlParameterCollection parameters, object value, NpgsqlDbType type)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].NpgsqlDbType == type && Equals(parameters[i].Value, value))
            {
                return "$" + (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
        }
        parameters.Add(new NpgsqlParameter { Value = value, NpgsqlDbType = type });
        return "$" + parameters.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}

using Liandong.Core.Areas;
using Liandong.Core.Units;

namespace Liandong.Core.Dispatch;

/// <summary>
/// A unit named by its code, or by where the matter lies: <c>@town</c> is the first unit of the register that serves the
/// matter's area of that level, <c>@town/housing</c> the first of that kind, <c>@superior</c> the unit above the one complained of.
/// One line then holds for fourteen towns.
/// </summary>
public sealed record UnitRef
{
    private const string SuperiorWord = "superior";

    private UnitRef(UnitCode? unit, string? level, string? kind) => (Unit, Level, Kind) = (unit, level, kind);

    /// <summary>The unit named by its code; null when it is named by place.</summary>
    public UnitCode? Unit { get; }

    /// <summary>The level of the area that it serves; null when it is not named by place.</summary>
    public string? Level { get; }

    /// <summary>The kind it must be of; null = the first one that serves the area.</summary>
    public string? Kind { get; }

    /// <summary>True for <c>@superior</c>.</summary>
    public bool IsSuperior => Unit is null && Level is null;

    /// <summary>Reads a code, <c>@LEVEL</c>, <c>@LEVEL/KIND</c> or <c>@superior</c>; whether they exist is the city check's question.</summary>
    public static UnitRef Parse(string text)
    {
        if (!text.StartsWith('@'))
        {
            return new UnitRef(new UnitCode(text), null, null);
        }
        return text[1..].Split('/', 2) switch
        {
            [SuperiorWord] => new UnitRef(null, null, null),
            [var level] => new UnitRef(null, level, null),
            [var level, var kind] => new UnitRef(null, level, kind),
            _ => throw new InvalidOperationException("A text is cut into one or two."),
        };
    }

    /// <summary>The unit for this matter; null when nobody is there.</summary>
    public UnitCode? Resolve(Matter m, AreaTree areas, UnitTree units)
    {
        if (Unit is not null)
        {
            return Unit;
        }
        if (Level is null)
        {
            return m.ComplainedOf is { } blamed ? units.Superior(blamed, m.Day) : null;
        }
        return m.Areas.FirstOrDefault(a => areas.Find(a)?.Level == Level) is { } area ? units.Serving(area, Kind)?.Code : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Unit?.Value ?? "@" + (Level ?? SuperiorWord) + (Kind is null ? "" : "/" + Kind);
}

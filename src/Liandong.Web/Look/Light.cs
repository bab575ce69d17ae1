namespace Liandong.Web.Look;

/// <summary>The four lights of a running clock. Stands in for Liandong.Core.Calendars.Light until that lands; same names, same order.</summary>
public enum Light
{
    Blue,
    Yellow,
    Orange,
    Red,
}

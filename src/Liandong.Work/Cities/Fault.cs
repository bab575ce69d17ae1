using Liandong.Core;

namespace Liandong.Work.Cities;

/// <summary>A fault of a city's folder: where it stands and what to do.</summary>
/// <param name="File">Path inside the folder, with slashes.</param>
/// <param name="Line">From 1; 0 when the file as a whole is meant.</param>
/// <param name="Value">The value at fault, as written.</param>
/// <param name="Text">What is wrong and what to do, in both languages.</param>
public sealed record Fault(string File, int Line, string Value, LocalName Text);

namespace Liandong.Work.Cities;

/// <summary>The small, valid folder that <c>city new</c> writes: the files of <c>Template/</c> with the city's name put in.</summary>
public static class CityTemplate
{
    private const string Folder = "template/";
    private const string Name = "CITY";

    /// <summary>The files for a city of this code.</summary>
    public static CityFiles Make(string code)
    {
        var assembly = typeof(CityTemplate).Assembly;
        return new CityFiles(assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal))
            .ToDictionary(n => n[Folder.Length..].Replace('\\', '/'), n =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(n)!);
                return reader.ReadToEnd().Replace(Name, code, StringComparison.Ordinal);
            }, StringComparer.Ordinal));
    }
}

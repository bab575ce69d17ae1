using System.Text.Json;

namespace Liandong.Work.Cities;

/// <summary>Reads JSON objects of a city's folder; what is no JSON object is told, with its line.</summary>
internal static class JsonText
{
    public static LocatedJson? Read(string file, string text, FaultLog log)
    {
        try
        {
            var root = LocatedJson.Read(text.TrimStart('\uFEFF'));
            if (root.Kind == JsonValueKind.Object)
            {
                return root;
            }

            log.Add(file, 1, root.Text, "must be one object: { ... }", "须为一个对象:{ ... }");
        }
        catch (JsonException e)
        {
            log.Add(file, (int)(e.LineNumber ?? 0) + 1, "", "is not JSON; mend the line: a comma, quote or bracket is missing or too many, here or at the end of the line before", "不是有效的JSON,请修正该行:此处或上一行末尾多了或少了逗号、引号、括号");
        }

        log.Lose(file);
        return null;
    }
}

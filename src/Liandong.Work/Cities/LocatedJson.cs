using System.Text;
using System.Text.Json;

namespace Liandong.Work.Cities;

/// <summary>A JSON value that knows the line it was written on, so that a fault can name it.</summary>
public sealed class LocatedJson
{
    private LocatedJson(int line, JsonValueKind kind, string text, IReadOnlyList<(string Name, LocatedJson Value)> members)
    {
        Line = line;
        Kind = kind;
        Text = text;
        Members = members;
    }

    /// <summary>Line of its first sign, from 1.</summary>
    public int Line { get; }

    /// <summary>What it is.</summary>
    public JsonValueKind Kind { get; }

    /// <summary>The text of a string, number or word as written; a short mark for the rest.</summary>
    public string Text { get; }

    /// <summary>Members of an object in the order of the file, a name written twice twice; items of a list, unnamed; else empty.</summary>
    public IReadOnlyList<(string Name, LocatedJson Value)> Members { get; }

    /// <summary>A member of an object; null when it is missing.</summary>
    public LocatedJson? this[string name] => Members.FirstOrDefault(m => m.Name == name).Value;

    /// <summary>Reads a whole text.</summary>
    /// <exception cref="JsonException">It is not JSON; the exception carries the line, from 0.</exception>
    public static LocatedJson Read(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 32, CommentHandling = JsonCommentHandling.Skip });
        var lines = new LineCounter(bytes);
        reader.Read();
        var value = ReadValue(ref reader, lines);
        reader.Read();
        return value;
    }

    private static LocatedJson ReadValue(ref Utf8JsonReader reader, LineCounter lines)
    {
        var line = lines.At((int)reader.TokenStartIndex);
        var members = new List<(string, LocatedJson)>();
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    members.Add((name, ReadValue(ref reader, lines)));
                }

                return new LocatedJson(line, JsonValueKind.Object, "{...}", members);
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    members.Add(("", ReadValue(ref reader, lines)));
                }

                return new LocatedJson(line, JsonValueKind.Array, "[...]", members);
            case JsonTokenType.String:
                return new LocatedJson(line, JsonValueKind.String, reader.GetString()!, members);
            case JsonTokenType.Number:
                return new LocatedJson(line, JsonValueKind.Number, Encoding.UTF8.GetString(reader.ValueSpan), members);
            case JsonTokenType.True:
                return new LocatedJson(line, JsonValueKind.True, "true", members);
            case JsonTokenType.False:
                return new LocatedJson(line, JsonValueKind.False, "false", members);
            default:
                return new LocatedJson(line, JsonValueKind.Null, "null", members);
        }
    }

    /// <summary>Tokens come in order, so lines are counted once over the text.</summary>
    private sealed class LineCounter(byte[] bytes)
    {
        private int _at;
        private int _line = 1;

        public int At(int position)
        {
            for (; _at < position; _at++)
            {
                _line += bytes[_at] == (byte)'\n' ? 1 : 0;
            }

            return _line;
        }
    }
}

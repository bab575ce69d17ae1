using Liandong.Core;
using NpgsqlTypes;

namespace Liandong.Work.Calls;

/// <summary>An article that was of no use to a caller: told to its owner, once under one key.</summary>
public static class ArticleDoubts
{
    private const int LongestWords = 500;

    public static async Task<Refusal?> TellAsync(CallDesk desk, Guid id, PersonId person, string article, string? words, CancellationToken cancel)
    {
        if (desk.City.Now.Knowledge.All(a => a.Code != article) || words is { Length: > LongestWords })
        {
            return new Refusal(words is { Length: > LongestWords } ? Refusals.FieldInvalid : Refusals.CodeUnknown, words is { Length: > LongestWords } ? "words" : "article");
        }
        await using var command = desk.Source.CreateCommand("insert into article_doubts (doubt_id, article, person, at, words) values ($1, $2, $3, $4, $5) on conflict do nothing");
        TellCall.Add(command, id, NpgsqlDbType.Uuid);
        TellCall.Add(command, article, NpgsqlDbType.Text);
        TellCall.Add(command, person.Value, NpgsqlDbType.Text);
        TellCall.Add(command, desk.Now, NpgsqlDbType.TimestampTz);
        TellCall.Add(command, words, NpgsqlDbType.Text);
        await command.ExecuteNonQueryAsync(cancel);
        return null;
    }
}

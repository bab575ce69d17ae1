using Liandong.Core;
using Npgsql;
using NpgsqlTypes;

namespace Liandong.Work.Calls;

/// <summary>An article of which somebody at the hotline said that it is of no use.</summary>
public sealed record ArticleDoubt(string Article, PersonId By, DateTimeOffset At, string? Words);

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

    /// <summary>Those about these articles to which nobody has answered, the oldest first.</summary>
    public static async Task<IReadOnlyList<ArticleDoubt>> OpenAsync(NpgsqlDataSource source, IReadOnlyCollection<string> articles, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select article, person, at, words from article_doubts where settled_at is null and article = any($1) order by at");
        command.Parameters.Add(new NpgsqlParameter { Value = articles.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        var doubts = new List<ArticleDoubt>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            doubts.Add(new ArticleDoubt(reader.GetString(0), new PersonId(reader.GetString(1)), reader.GetFieldValue<DateTimeOffset>(2), reader.IsDBNull(3) ? null : reader.GetString(3)));
        }
        return doubts;
    }

    /// <summary>The owner has answered to those that he had seen.</summary>
    internal static async Task SettleAsync(NpgsqlDataSource source, string article, DateTimeOffset seen, PersonId by, DateTimeOffset at, string outcome, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("update article_doubts set settled_at = $4, settled_by = $3, settled_as = $5 where article = $1 and at <= $2 and settled_at is null");
        foreach (var value in new object[] { article, seen.ToUniversalTime(), by.Value, at.ToUniversalTime(), outcome })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }
        await command.ExecuteNonQueryAsync(cancel);
    }
}

using Liandong.Work.Store;
using Xunit;

namespace Liandong.Tests.Store;

public sealed class BigramsTests
{
    private static readonly string[] Pieces =
    [
        "a", "B", "ß", "İ", "ﬁ", "Å", "e\u0301", "\u0301", "莘", "庄", "垃圾", "Ａ", "１", "㎡", "𠮷", "😀", " ", "\t", "\u3000", "\u00a0", "\r\n", "\0",
        "\ud800", "\udc00", "\ufffe", "\uffff", "\ufdd0", "\u200b", "ﷺ", "%", "_", "\\", "İ", "가", "ᄀ", "ᅡ",
    ];

    [Fact]
    public void A_two_character_word_is_found_whatever_its_width_and_case()
    {
        var text = Bigrams.Of(Bigrams.Normalise("七莘路１２号  Pothole\r\nREPAIR"));

        Assert.All(["莘路", "12号", "POTHOLE repair", "ｐｏ"], q => Assert.Subset(text.ToHashSet(), Bigrams.OfQuery(Bigrams.Normalise(q))!.ToHashSet()));
        Assert.False(new HashSet<int>(text).IsSupersetOf(Bigrams.OfQuery("路莘")!));
        Assert.Equal(text.Distinct().Order(), text);
    }

    [Theory]
    [InlineData(""), InlineData(" "), InlineData("路"), InlineData("\ud800"), InlineData("\t a ")]
    public void A_query_of_one_character_has_no_answer(string query) => Assert.Null(Bigrams.OfQuery(Bigrams.Normalise(query)));

    [Fact]
    public void A_text_that_holds_the_query_holds_its_pairs_and_nothing_that_is_typed_throws()
    {
        var random = new Random(5);
        var held = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var words = Enumerable.Range(0, random.Next(12)).Select(_ => Pieces[random.Next(Pieces.Length)]).ToList();
            var from = random.Next(words.Count + 1);
            var text = Bigrams.Normalise(string.Concat(words));
            var query = Bigrams.Normalise(string.Concat(words.Skip(from).Take(random.Next(5))));
            if (text.Contains(query, StringComparison.Ordinal) && Bigrams.OfQuery(query) is { } pairs)
            {
                Assert.Subset(Bigrams.Of(text).ToHashSet(), pairs.ToHashSet());
                held++;
            }

            Assert.DoesNotContain('\0', text);
            Assert.DoesNotContain("  ", text, StringComparison.Ordinal);
            Assert.Equal(text.Trim(), text);
        }

        Assert.True(held > 5_000, $"{held}");
    }

    [Fact]
    public void A_pattern_means_its_characters() => Assert.Equal(@"%100\% a\_b \\%", Bigrams.Pattern(@"100% a_b \"));
}

using Liandong.Core.Acts;
using Liandong.Core.Cases;
using Liandong.Core.Places;
using Liandong.Core.Procedures;
using Xunit;

namespace Liandong.Core.Tests.Cases;

/// <summary>A reply that is asked part by part.</summary>
public sealed class ReplyPartsTests
{
    private static readonly ProcedureAct s_report = new("report", new LocalName("Report", "报"), ["clerk"], Seat.Lead, [], [], null, [],
        [
            new FieldSpec("reply", new LocalName("Reply", "答复"), FieldType.Text, true, null, 12, 400)
            {
                Parts = [new FieldPart(new LocalName("Contacted", "联系"), false), new FieldPart(new LocalName("Found", "核实"), false), new FieldPart(new LocalName("Ask", "经办"), true)],
            },
        ], [], [], false);

    [Fact]
    public void The_parts_become_the_lines_of_one_text_and_what_is_empty_is_left_out() =>
        Assert.Equal("Clara rang at ten.\nThe lamp was dark.", Read(new FieldValue(null, [" Clara rang at ten. ", "The lamp was dark.", " "])).Fields!.Texts["reply"]);

    [Theory]
    [InlineData("Clara rang at ten and spoke long.", "", "Desk two")]
    [InlineData("Clara rang at ten and spoke long.", "  ", "")]
    public void A_part_that_is_needed_is_missed(params string[] parts) => Assert.Equal((Refusals.FieldMissing, "reply"), Told(Read(new FieldValue(null, parts))));

    [Fact]
    public void One_word_is_no_reply()
    {
        Assert.Equal((Refusals.TextTooShort, "reply"), Told(Read(new FieldValue("已处理"))));
        Assert.Equal((Refusals.TextTooShort, "reply"), Told(Read(new FieldValue(null, ["无", "无", "无"]))));
    }

    [Fact]
    public void The_way_goes_on_to_the_nearest_that_is_left()
    {
        var way = Walk.Order([(0, 0), (0.03, 0), (0.01, 0), (0.02, 0)], null);
        Assert.Equal([0, 2, 3, 1], way.Select(w => w.Index));
        Assert.Equal(0.03 * 111_320, way.Sum(w => w.Metres), 3);
        Assert.Equal([1, 3, 2, 0], Walk.Order([(0, 0), (0.03, 0), (0.01, 0), (0.02, 0)], (0.05, 0)).Select(w => w.Index));
        Assert.Empty(Walk.Order([], (1, 1)));
    }

    private static (CheckedFields? Fields, Refusal? Refusal) Read(FieldValue reply) => FieldChecks.Read(s_report, new Dictionary<string, FieldValue> { ["reply"] = reply }, null!, null!);

    private static (string?, string?) Told((CheckedFields? Fields, Refusal? Refusal) read) => (read.Refusal?.Code, read.Refusal?.Field);
}

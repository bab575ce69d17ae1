namespace Liandong.Core.Places;

/// <summary>In which form a place was said.</summary>
public enum PlaceForm
{
    /// <summary>A name, or words that follow no form.</summary>
    Name,

    /// <summary>A road, with a lane or a number: 莘松路1380弄12号.</summary>
    Address,

    /// <summary>An estate with a house: 春晓佳园三期26号.</summary>
    Estate,

    /// <summary>Where two roads meet: 沪闵路近莘建路.</summary>
    Crossing,

    /// <summary>A road between two others: 龙茗路(平阳路至顾戴路段).</summary>
    Section,

    /// <summary>A metro station: 莘庄地铁站北广场2号口.</summary>
    Station,

    /// <summary>A bus stop: 剑川路沪闵路站.</summary>
    Stop,

    /// <summary>A bridge over a river: 淀浦河七莘路桥.</summary>
    Bridge,

    /// <summary>A numbered pole: 灯杆号 MH-0731-22.</summary>
    Pole,

    /// <summary>A village, with a group or a house: 新塘村6组38号.</summary>
    Village,
}

/// <summary>What was understood of a place that somebody said.</summary>
/// <param name="Keys">Names to look up, from the one said to the widest that holds it; none holds a room.</param>
/// <param name="Side">Where beside it (对面, 东侧, ...); empty when nothing was said.</param>
public sealed record PlaceReading(PlaceForm Form, IReadOnlyList<string> Keys, string Side)
{
    /// <summary>The first key: what was said, in the form in which places are kept.</summary>
    public string Key => Keys[0];

    /// <summary>What a place of this name is kept under: a crossing by either road first, all else by its key.</summary>
    public IEnumerable<string> Names => Keys.Take(Form == PlaceForm.Crossing ? 2 : 1);
}

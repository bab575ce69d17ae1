using System.Globalization;
using Liandong.Core.Cities;

namespace Liandong.Work.Cities;

/// <summary>Reads <c>board</c> of city.json.</summary>
internal sealed class BoardReading(JsonSlips slips)
{
    private static readonly string[] s_members = ["usualDays", "rateDays", "rateLeast", "goal", "spotDays", "spotLeast", "topicLeast", "topicTimes"];

    public BoardSettings Read(LocatedJson at)
    {
        slips.OnlyMembers(at, s_members);
        return new BoardSettings(Whole(at, "usualDays", 1, BoardSettings.Longest), Whole(at, "rateDays", 1, BoardSettings.Longest), Whole(at, "rateLeast", 1, 1000), Share(at, "goal"),
            Whole(at, "spotDays", 1, BoardSettings.Longest), Whole(at, "spotLeast", 2, 1000))
        {
            TopicLeast = at["topicLeast"] is null && at["topicTimes"] is null ? null : Whole(at, "topicLeast", 2, 10_000),
            TopicTimes = at["topicLeast"] is null && at["topicTimes"] is null ? 0 : Times(at, "topicTimes"),
        };
    }

    private int Whole(LocatedJson at, string member, int least, int most)
    {
        if (int.TryParse(at[member]?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }
        slips.Tell(at[member] ?? at, $"{member} must be a whole number from {least} to {most}", $"{member} 须为 {least} 至 {most} 的整数");
        return least;
    }

    private decimal Times(LocatedJson at, string member)
    {
        if (decimal.TryParse(at[member]?.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var times) && times is > 1 and <= 100)
        {
            return times;
        }
        slips.Tell(at[member] ?? at, $"{member} must be a number above 1 such as 1.5", $"{member} 须为大于 1 的数,如 1.5");
        return 2;
    }

    private decimal Share(LocatedJson at, string member)
    {
        if (decimal.TryParse(at[member]?.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is > 0 and <= 1)
        {
            return share;
        }
        slips.Tell(at[member] ?? at, $"{member} must be a share such as 0.95", $"{member} 须为比例,如 0.95");
        return 1;
    }
}

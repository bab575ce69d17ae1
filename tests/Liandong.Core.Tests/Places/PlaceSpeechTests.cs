using Liandong.Core.Places;
using Xunit;

namespace Liandong.Core.Tests.Places;

/// <summary>How places are said, and what is understood: the key that is looked up, what holds it, and where beside it.</summary>
public sealed class PlaceSpeechTests
{
    private static readonly PlaceSpeech s_speech = new(new Dictionary<string, string> { ["辛庄"] = "莘庄", ["闽行"] = "闵行", ["专桥"] = "颛桥" });

    [Theory]
    //           what is said                    form                    looked up, then what holds it                                      beside
    [InlineData("莘松路1380弄12号402室", PlaceForm.Address, "莘松路1380弄12号 莘松路1380弄 莘松路", "")]
    [InlineData("春晓佳园三期26号", PlaceForm.Estate, "春晓佳园3期26号 春晓佳园3期 春晓佳园", "")]
    [InlineData("沪闵路近莘建路", PlaceForm.Crossing, "沪闵路莘建路路口 莘建路沪闵路路口 沪闵路莘建路 沪闵路 莘建路", "")]
    [InlineData("七莘路、顾戴路路口西北角", PlaceForm.Crossing, "七莘路顾戴路路口 顾戴路七莘路路口 七莘路顾戴路 七莘路 顾戴路", "西北角")]
    [InlineData("龙茗路(平阳路至顾戴路段)", PlaceForm.Section, "龙茗路平阳路路口 龙茗路顾戴路路口 龙茗路", "")]
    [InlineData("水清路菜场对面", PlaceForm.Name, "水清路菜场", "对面")]
    [InlineData("莘庄地铁站北广场2号口", PlaceForm.Station, "莘庄地铁站北广场2号口 莘庄地铁站2号口 莘庄地铁站北广场 莘庄地铁站", "")]
    [InlineData("淀浦河七莘路桥东侧", PlaceForm.Bridge, "淀浦河七莘路桥 七莘路桥 淀浦河", "东侧")]
    [InlineData("灯杆号 MH-0731-22", PlaceForm.Pole, "mh073122", "")]
    [InlineData("剑川路沪闵路站", PlaceForm.Stop, "剑川路沪闵路站 剑川路沪闵路", "")]
    [InlineData("新塘村6组38号", PlaceForm.Village, "新塘村6组38号 新塘村6组 新塘村", "")]
    [InlineData("七宝老街北西街17支弄", PlaceForm.Address, "七宝老街北西街17支弄 七宝老街北西街", "")]
    [InlineData("就是古美那边一个大超市后面", PlaceForm.Name, "古美那边一个大超市", "后面")]
    // The same said otherwise.
    [InlineData("莘松路１３８０弄１２号楼", PlaceForm.Address, "莘松路1380弄12号 莘松路1380弄 莘松路", "")]
    [InlineData("莘松路1380弄12幢402", PlaceForm.Address, "莘松路1380弄12号 莘松路1380弄 莘松路", "")]
    [InlineData("莘松路1380弄12号楼2单元4楼402室", PlaceForm.Address, "莘松路1380弄12号 莘松路1380弄 莘松路", "")]
    [InlineData("莘松路一千三百八十弄十二号", PlaceForm.Address, "莘松路1380弄12号 莘松路1380弄 莘松路", "")]
    [InlineData("莘松路1380 12号", PlaceForm.Address, "莘松路1380弄12号 莘松路1380弄 莘松路", "")]
    [InlineData("莘松路1380-12号", PlaceForm.Address, "莘松路1380弄12号 莘松路1380弄 莘松路", "")]
    [InlineData("莘松路1380", PlaceForm.Address, "莘松路1380弄 莘松路1380号 莘松路1380 莘松路", "")]
    [InlineData("七莘路2千弄", PlaceForm.Address, "七莘路2000弄 七莘路", "")]
    [InlineData("七莘路两千弄", PlaceForm.Address, "七莘路2000弄 七莘路", "")]
    [InlineData("七莘路两千三弄", PlaceForm.Address, "七莘路2300弄 七莘路", "")]
    [InlineData("七莘路两千零三弄", PlaceForm.Address, "七莘路2003弄 七莘路", "")]
    [InlineData("银杏苑8号301", PlaceForm.Estate, "银杏苑8号 银杏苑", "")]
    [InlineData("沪闵路和莘建路交叉口", PlaceForm.Crossing, "沪闵路莘建路路口 莘建路沪闵路路口 沪闵路莘建路 沪闵路 莘建路", "")]
    [InlineData("沪闵路/莘建路", PlaceForm.Crossing, "沪闵路莘建路路口 莘建路沪闵路路口 沪闵路莘建路 沪闵路 莘建路", "")]
    [InlineData("龙茗路(近平阳路)", PlaceForm.Crossing, "龙茗路平阳路路口 平阳路龙茗路路口 龙茗路平阳路 龙茗路 平阳路", "")]
    [InlineData("春申路与畹町路路口", PlaceForm.Crossing, "春申路畹町路路口 畹町路春申路路口 春申路畹町路 春申路 畹町路", "")]
    [InlineData("龙茗路（平阳路－顾戴路）", PlaceForm.Section, "龙茗路平阳路路口 龙茗路顾戴路路口 龙茗路", "")]
    [InlineData("龙茗路沿线", PlaceForm.Address, "龙茗路", "沿线")]
    [InlineData("地铁5号线剑川路站2号口", PlaceForm.Station, "剑川路地铁站2号口 剑川路地铁站", "")]
    [InlineData("轨交莘庄站", PlaceForm.Station, "莘庄地铁站", "")]
    [InlineData("江月路公交站前", PlaceForm.Stop, "江月路公交站 江月路站 江月路", "前")]
    [InlineData("路灯杆MH-0731-22旁边", PlaceForm.Pole, "mh073122", "旁边")]
    [InlineData("新塘村六组", PlaceForm.Village, "新塘村6组 新塘村", "")]
    [InlineData("辛庄地铁站", PlaceForm.Station, "莘庄地铁站", "")]
    [InlineData("专桥", PlaceForm.Name, "颛桥", "")]
    [InlineData("江川路街道", PlaceForm.Name, "江川路街道", "")]
    [InlineData("莘和第三居委会", PlaceForm.Name, "莘和第三居委会", "")]
    [InlineData("xzdtz", PlaceForm.Name, "xzdtz", "")]
    [InlineData("", PlaceForm.Name, "", "")]
    public void Places_are_understood_as_people_say_them(string said, PlaceForm form, string keys, string side)
    {
        var reading = s_speech.Read(said);

        Assert.Equal((form, keys, side), (reading.Form, string.Join(' ', reading.Keys), reading.Side));
    }

    [Theory]
    [InlineData("莘松路1380弄12号402室")]
    [InlineData("都佳公寓26号1102室")]
    [InlineData("银杏苑8号301")]
    [InlineData("莘松路1380弄12号楼 3单元 501")]
    public void A_room_is_in_no_key(string said) => Assert.DoesNotContain(s_speech.Read(said).Keys, k => k.Contains("402", StringComparison.Ordinal) || k.Contains("1102", StringComparison.Ordinal) || k.Contains("301", StringComparison.Ordinal) || k.Contains("501", StringComparison.Ordinal));

    [Theory]
    [InlineData("莘松路1380弄12号402室", true)]
    [InlineData("银杏苑8号301", true)]
    [InlineData("莘松路1380弄12号", false)]
    [InlineData("莘庄地铁站2号口", false)]
    [InlineData("七宝老街北西街17支弄", false)]
    public void A_name_with_a_room_is_seen(string name, bool room) => Assert.Equal(room, s_speech.HasRoom(name));
}

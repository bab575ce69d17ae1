using Liandong.Tests.Cities;
using Liandong.Work.Cities;
using Xunit;

namespace Liandong.Tests.Simulation;

/// <summary>The data of a living city is checked like all else in its folder.</summary>
public sealed class ScenarioFilesTests
{
    [Theory]
    [InlineData("simulation/topics.csv", "order,S0402,", "order,S9402,", "S9402")]
    [InlineData("simulation/inflows.csv", "patrol,43.0", "walk,43.0", "walk")]
    [InlineData("simulation/frames.csv", "road=town", "road=lane", "road=lane")]
    [InlineData("simulation/habits.csv", "hotline-order,review,send-back", "hotline-order,review,send-off", "review send-off")]
    [InlineData("simulation/stories.json", "\"D01.reviewer\"", "\"D01.writer\"", "D01.writer")]
    [InlineData("simulation/towns.csv", "310112101,13.0", "310112101,many", "many")]
    public void A_slip_is_told_at_its_line(string file, string right, string wrong, string value)
    {
        var files = CityFolderTests.Files("minhang").Files.ToDictionary(f => f.Key, f => f.Value);
        Assert.Contains(right, files[file], StringComparison.Ordinal);
        files[file] = files[file].Replace(right, wrong, StringComparison.Ordinal);
        var reading = CityFolder.Read(new CityFiles(files));
        Assert.Contains(reading.Faults, f => f.File == file && f.Line > 1 && f.Value == value);
    }

    [Fact]
    public void A_city_without_the_folder_does_not_live_by_itself() =>
        Assert.Null(CityFolder.Read(CityFolderTests.Files("boston")).City!.Living);
}

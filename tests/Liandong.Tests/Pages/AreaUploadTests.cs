using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Liandong.Tests.Api;
using Liandong.Work.Cities;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>Areas come in as GeoJSON at the administrator's desk: a hole in the ground is told, a border moved within is not one.</summary>
public sealed class AreaUploadTests(MinhangHost host) : IClassFixture<MinhangHost>
{
    private const string File = "areas/police.geojson";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Areas_brought_as_GeoJSON_are_proven_shown_and_put_in_force()
    {
        host.Clock.Now = new DateTimeOffset(2026, 11, 20, 2, 0, 0, TimeSpan.Zero);
        using var visitor = await Visitor.InAsync(host, "sysadmin");
        var before = (await FilesAsync()).Files[File];
        var lost = JsonNode.Parse(before)!;
        lost["features"]!.AsArray().RemoveAt(0);
        var told = await BringAsync(visitor, lost.ToJsonString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, told.Status);
        Assert.Contains("police", told.Words, StringComparison.Ordinal);
        Assert.Equal(before, (await FilesAsync()).Files[File]);

        var turned = JsonNode.Parse(before)!;
        var ring = turned["features"]![0]!["geometry"]!["coordinates"]!.AsArray();
        while (ring[0]![0] is JsonArray)
        {
            ring = ring[0]!.AsArray();
        }
        // The same ground, begun at another corner.
        var corners = ring.Take(ring.Count - 1).Select(c => c!.DeepClone()).ToList();
        ring.Clear();
        foreach (var corner in corners.Skip(1).Concat(corners.Take(2)))
        {
            ring.Add(corner.DeepClone());
        }
        var shown = await BringAsync(visitor, turned.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        var done = await visitor.SendAsync(shown.Form("main form"), ("reason", "Surveyed anew"));
        Assert.Contains("done=", done.At.Query, StringComparison.Ordinal);
        Assert.NotEqual(before, (await FilesAsync()).Files[File]);
    }

    private async Task<CityFiles> FilesAsync() => (await CityVersions.FilesAsync(host.Node.Source, null, Cancel))!;

    private static async Task<Visit> BringAsync(Visitor visitor, string text) =>
        await visitor.SendAsync((await visitor.GetAsync("/admin/city/text/" + File)).Form("main form"), [("upload", Encoding.UTF8.GetBytes(text))]);
}

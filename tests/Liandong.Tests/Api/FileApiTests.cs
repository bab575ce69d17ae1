using System.Net;
using System.Net.Http.Headers;
using Liandong.Tests.Files;
using Xunit;

namespace Liandong.Tests.Api;

public sealed class FileApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly byte[] s_pdf = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"u8.ToArray();

    [Fact]
    public async Task A_photo_loses_what_its_camera_wrote_and_is_known_by_its_hash()
    {
        var kept = await host.As("clerk").PostRawAsync("files", Pictures.PhoneJpeg(), "application/octet-stream");

        Assert.Equal((HttpStatusCode.Created, "image/jpeg", false), (kept.Status, kept["type"].GetString(), kept["downloadOnly"].GetBoolean()));
        var read = await host.As("clerk").GetAsync("files/" + kept["hash"].GetString());
        var bytes = await read.Http.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(Pictures.Secret, System.Text.Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal("nosniff", read.Http.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(kept["hash"].GetString(), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
    }

    [Fact]
    public async Task A_document_is_kept_as_it_is_and_only_downloaded()
    {
        var kept = await host.As("clerk").PostRawAsync("files", s_pdf, "image/png");

        Assert.Equal((HttpStatusCode.Created, "application/pdf", true), (kept.Status, kept["type"].GetString(), kept["downloadOnly"].GetBoolean()));
        var read = await host.As("clerk").GetAsync("files/" + kept["hash"].GetString());
        Assert.Equal("attachment", read.Http.Content.Headers.ContentDisposition!.DispositionType);
    }

    [Fact]
    public async Task A_form_with_one_file_does_as_well_and_the_same_key_is_the_same_file()
    {
        var key = Guid.NewGuid().ToString();
        async Task<ApiReply> Send(byte[] file) => await host.As("clerk").SendAsync(HttpMethod.Post, "files",
            new MultipartFormDataContent { { new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } }, "file", "a.png" } }, key);

        var first = await Send(Pictures.Png);
        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal(first["hash"].GetString(), (await Send(Pictures.Png))["hash"].GetString());
        Assert.Equal("KeyReused", (await Send(Pictures.WebP)).Refusal);
        Assert.Equal("KeyReused", (await host.As("clerk").PostRawAsync("cases", """{"class":"pothole"}""", key: key)).Refusal);
    }

    [Fact]
    public async Task What_is_no_picture_and_no_document_is_not_kept()
    {
        var clerk = host.As("clerk");
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "TypeUnsupported"), Told(await clerk.PostRawAsync("files", "GIF89a...", "image/gif")));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "TypeUnsupported"), Told(await clerk.PostRawAsync("files", Pictures.Png[..20], "image/png")));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "TypeUnsupported"), Told(await clerk.PostRawAsync("files", "<svg onload='x'/>", "image/png")));
        Assert.Equal((HttpStatusCode.BadRequest, "BodyInvalid"), Told(await clerk.PostRawAsync("files", "", "image/png")));
        Assert.Equal((HttpStatusCode.BadRequest, "BodyInvalid"), Told(await clerk.PostRawAsync("files", "no boundary here", "multipart/form-data")));
        Assert.Equal((HttpStatusCode.BadRequest, "BodyInvalid"), Told(await clerk.PostRawAsync("files", "garbage", "multipart/form-data; boundary=x")));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "TooLarge"), Told(await clerk.PostRawAsync("files", new byte[20 * 1024 * 1024 + 1], "image/png")));
    }

    [Fact]
    public async Task A_file_is_seen_by_who_brought_it_and_with_the_cases_that_have_it()
    {
        var hash = (await host.As("clerk").PostRawAsync("files", Pictures.WebP, "image/webp"))["hash"].GetString()!;
        Assert.Equal(HttpStatusCode.NotFound, (await host.As("dispatcher").GetAsync("files/" + hash)).Status);

        var number = await host.As("calltaker").RegisterAsync("pothole");
        await Act("dispatcher", number, new { act = "dispatch", version = 1, fields = new { unit = "PWDx" } });
        await Act("clerk", number, new { act = "accept", version = 2 });
        var unknown = await host.As("clerk").PostAsync($"cases/{number}/acts", new { act = "progress", fields = new { note = "Cold patch", photos = new[] { new string('a', 64) } } });
        Assert.Equal(("CodeUnknown", "photos"), (unknown.Refusal, unknown.Field));
        await Act("clerk", number, new { act = "progress", fields = new { note = "Cold patch", photos = new[] { hash } } });

        Assert.Equal(HttpStatusCode.OK, (await host.As("dispatcher").GetAsync("files/" + hash)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await host.As("clerk2").GetAsync("files/" + hash)).Status);
    }

    private async Task Act(string person, string number, object body)
    {
        var reply = await host.As(person).PostAsync($"cases/{number}/acts", body);
        Assert.True(reply.Status == HttpStatusCode.OK, reply.ToString());
    }

    private static (HttpStatusCode, string?) Told(ApiReply reply) => (reply.Status, reply.Refusal);
}

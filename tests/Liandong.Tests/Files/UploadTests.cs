using System.Text;
using Liandong.Work.Files;
using Xunit;

namespace Liandong.Tests.Files;

public sealed class UploadTests
{
    private static readonly byte[] Pdf = [.. "%PDF-1.7\n1 0 obj <</Producer (x)>> endobj\ntrailer\n%%EOF\n"u8];

    public static TheoryData<UploadKind> Kinds => [UploadKind.Jpeg, UploadKind.Png, UploadKind.WebP];

    [Theory, MemberData(nameof(Kinds))]
    public void A_picture_is_known_by_its_bytes(UploadKind kind)
    {
        Assert.Equal(kind, UploadType.Detect(Plain(kind)));
        Assert.Equal(kind, UploadType.Detect(FromPhone(kind)));
        Assert.Equal(UploadKind.Pdf, UploadType.Detect(Pdf));
    }

    [Fact]
    public void Anything_else_is_nothing()
    {
        byte[][] others =
        [
            [], [0xFF], [0xFF, 0xD8], "GIF89a"u8.ToArray(), "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), "<html>"u8.ToArray(),
            "PK\x3\x4"u8.ToArray(), "MZ"u8.ToArray(), "%PDF-1.7 cut"u8.ToArray(), "RIFF\x4\0\0\0WEBP"u8.ToArray(),
        ];

        Assert.All(others, o => Assert.Null(UploadType.Detect(o)));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_picture_with_a_page_or_an_archive_behind_it_is_refused(UploadKind kind)
    {
        Assert.Null(UploadType.Detect([.. Plain(kind), .. "<script>alert(1)</script>"u8]));
        Assert.Null(UploadType.Detect([.. Plain(kind), .. "PK\x3\x4"u8]));
        Assert.Null(UploadType.Detect([.. Pdf, .. Plain(kind)]));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_picture_cut_short_anywhere_is_refused(UploadKind kind)
    {
        var whole = Plain(kind);

        Assert.All(Enumerable.Range(0, whole.Length), n => Assert.Null(UploadType.Detect(whole.AsSpan(0, n))));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_telephone_s_photograph_loses_everything_but_picture_colour_and_way_up(UploadKind kind)
    {
        var stripped = MetadataStripper.Strip(kind, FromPhone(kind)).Bytes!;

        Assert.DoesNotContain("31.11", Encoding.Latin1.GetString(stripped), StringComparison.Ordinal);
        Assert.Equal(kind, UploadType.Detect(stripped));
        Assert.Equal(WithWayUp(kind), stripped);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_clean_picture_is_kept_byte_for_byte(UploadKind kind) =>
        Assert.Equal(Plain(kind), MetadataStripper.Strip(kind, Plain(kind)).Bytes);

    [Theory, MemberData(nameof(Kinds))]
    public void Stripping_twice_is_stripping_once(UploadKind kind)
    {
        var once = MetadataStripper.Strip(kind, FromPhone(kind)).Bytes!;

        Assert.Equal(once, MetadataStripper.Strip(kind, once).Bytes);
    }

    [Fact]
    public void A_pdf_is_kept_as_it_is() => Assert.Equal(Pdf, MetadataStripper.Strip(UploadKind.Pdf, Pdf).Bytes);

    [Theory, MemberData(nameof(Kinds))]
    public void Hostile_bytes_are_refused_or_stripped_and_never_throw(UploadKind kind)
    {
        var random = new Random(2026);
        var (refused, stripped) = (0, 0);
        for (var round = 0; round < 40_000; round++)
        {
            var bytes = FromPhone(kind, (byte)(1 + random.Next(8)));
            for (var flips = random.Next(5); flips > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            KeepLengthsOfPixels(bytes, FromPhone(kind));
            var cut = random.Next(3) == 0 ? bytes.AsSpan(0, random.Next(bytes.Length)) : bytes;
            var detected = UploadType.Detect(cut);
            var result = MetadataStripper.Strip(kind, cut);
            Assert.Equal(detected is null, result.Refused);
            _ = result.Refused ? refused++ : stripped++;
            if (result.Bytes is { } kept)
            {
                Assert.False(kept.AsSpan().IndexOf(Encoding.Latin1.GetBytes(Pictures.Secret)) >= 0);
                Assert.Equal(kind, UploadType.Detect(kept));
            }
        }

        Console.WriteLine($"{kind}: {refused} refused, {stripped} stripped");
        Assert.True(refused > 1_000 && stripped > 1_000);
    }

    [Fact]
    public async Task A_stored_file_is_found_by_its_hash_and_by_nothing_else()
    {
        var cancel = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("liandong-files-").FullName;
        var store = new BlobStore(folder);

        var hash = await store.SaveAsync(Pictures.Png, cancel);
        var again = await store.SaveAsync(Pictures.Png, cancel);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.SaveAsync(Pictures.Jpeg, cancel)));

        await using var read = store.OpenRead(hash)!;
        using var bytes = new MemoryStream();
        await read.CopyToAsync(bytes, cancel);
        Assert.Equal(Pictures.Png, bytes.ToArray());
        Assert.Equal(hash, again);
        Assert.Equal(2, Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length);
        Assert.All(["", "../../etc/passwd", new string('0', 64), hash.ToUpperInvariant()], other => Assert.False(store.Exists(other)));
        Assert.Null(store.OpenRead(new string('0', 64)));
        read.Close();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>WebP alone does not say where pixels end but by the length of their chunk: who forges that hides his own words from himself.</summary>
    private static void KeepLengthsOfPixels(byte[] bytes, byte[] sound)
    {
        foreach (var chunk in new[] { "VP8 ", "ALPH", "ICCP" })
        {
            var at = sound.AsSpan().IndexOf(Pictures.Bytes(chunk));
            if (at >= 0)
            {
                sound.AsSpan(at, 8).CopyTo(bytes.AsSpan(at));
            }
        }
    }

    private static byte[] Plain(UploadKind kind) => kind switch
    {
        UploadKind.Jpeg => Pictures.Jpeg,
        UploadKind.Png => Pictures.Png,
        _ => Pictures.WebP,
    };

    private static byte[] FromPhone(UploadKind kind, byte orientation = 6) => kind switch
    {
        UploadKind.Jpeg => Pictures.PhoneJpeg(orientation),
        UploadKind.Png => Pictures.PhonePng(orientation),
        _ => Pictures.PhoneWebP(orientation),
    };

    /// <summary>The clean picture with the one block that says which way is up.</summary>
    private static byte[] WithWayUp(UploadKind kind)
    {
        byte[] way = [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        switch (kind)
        {
            case UploadKind.Jpeg:
                byte[] density = Pictures.Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
                return [.. Pictures.Jpeg[..2], .. Pictures.Segment(0xE1, [.. "Exif\0\0"u8, .. way]), .. density, .. Pictures.Jpeg[20..]];
            case UploadKind.Png:
                return [.. Pictures.Png[..^12], .. Pictures.Chunk("eXIf", way), .. Pictures.Png[^12..]];
            default:
                byte[] file = [.. Pictures.WebP, .. Pictures.WebPChunk("EXIF", way)];
                (file[4], file[5], file[20]) = ((byte)(file.Length - 8), (byte)((file.Length - 8) >> 8), (byte)(file[20] | 8));
                return file;
        }
    }
}

using System.Globalization;
using Liandong.Work.Store.Postgres;
using Xunit;

namespace Liandong.Tests.Postgres;

public sealed class DataLockTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("liandong-lock-").FullName;

    [Fact]
    public void The_second_host_is_told_who_holds_the_folder_since_when_and_where()
    {
        using var first = DataLock.Take(data, TimeProvider.System);
        first.Announce("http://127.0.0.1:5080");
        var refused = Assert.Throws<StoreUnavailableException>(() => DataLock.Take(data, TimeProvider.System));
        Assert.Contains(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), refused.English, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:5080", refused.Chinese, StringComparison.Ordinal);
        Assert.NotNull(DataLock.ReadHolder(data));
    }

    [Fact]
    public void A_host_that_ended_leaves_the_folder_free_even_when_its_word_stayed_behind()
    {
        DataLock.Take(data, TimeProvider.System).Dispose();
        Assert.Null(DataLock.ReadHolder(data));
        File.WriteAllText(Path.Combine(data, "host.json"), """{"pid":1,"url":null,"startedAt":"2026-01-01T00:00:00Z"}""");
        DataLock.Take(data, TimeProvider.System).Dispose();
    }

    public void Dispose() => Directory.Delete(data, recursive: true);
}

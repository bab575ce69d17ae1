using System.Globalization;
using System.Text.Json;

namespace Liandong.Work.Store.Postgres;

/// <summary>Who serves a data folder, as <c>DATA/host.json</c> tells it. Url is null until the first page answers.</summary>
public sealed record DataHolder(int Pid, string? Url, DateTimeOffset StartedAt);

/// <summary>The role of host on a data folder: one process at a time. Command-line verbs do not need it.</summary>
public sealed class DataLock : IDisposable
{
    private readonly FileStream held;
    private readonly string announcement;
    private readonly DataHolder self;

    private DataLock(FileStream held, string announcement, DataHolder self)
    {
        this.held = held;
        this.announcement = announcement;
        this.self = self;
        Write(self);
    }

    /// <summary>Takes the role, or throws the sentence that says who holds it.</summary>
    public static DataLock Take(string dataDir, TimeProvider clock)
    {
        var word = Path.Combine(dataDir, "host.json");
        var role = ServerLease.TryAlone(Path.Combine(dataDir, "host.lock"));
        if (role is not null) return new(role, word, new(Environment.ProcessId, Url: null, clock.GetUtcNow()));
        var holder = ReadHolder(dataDir);
        throw Sentences.Stop("held", dataDir, holder?.Pid, holder?.StartedAt.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture), holder?.Url ?? "…");
    }

    /// <summary>Says where the host answers; <c>./run --detach</c> waits for it.</summary>
    public void Announce(string url) => Write(self with { Url = url });

    /// <summary>The last host that announced itself here; a killed one leaves its word behind.</summary>
    public static DataHolder? ReadHolder(string dataDir)
    {
        try
        {
            return JsonSerializer.Deserialize<DataHolder>(File.ReadAllText(Path.Combine(dataDir, "host.json")), JsonSerializerOptions.Web);
        }
        catch (Exception fault) when (fault is IOException or JsonException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        File.Delete(announcement);
        held.Dispose();
    }

    /// <summary>Renamed into place, so nobody reads half of it.</summary>
    private void Write(DataHolder holder)
    {
        File.WriteAllText(announcement + ".new", JsonSerializer.Serialize(holder, JsonSerializerOptions.Web));
        File.Move(announcement + ".new", announcement, overwrite: true);
    }
}

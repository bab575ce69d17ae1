namespace Liandong.Work.Store.Postgres;

/// <summary>
/// Who uses the server of a data folder, kept by file locks that the kernel lets go of when a process dies:
/// each user holds <c>pg.users</c> shared; whoever starts or stops the server holds <c>pg.lock</c> alone meanwhile.
/// </summary>
internal sealed class ServerLease : IDisposable
{
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;

    private readonly string users;
    private FileStream? shared;

    private ServerLease(string users, FileStream shared)
    {
        this.users = users;
        this.shared = shared;
    }

    /// <summary>Only while holding the guard.</summary>
    public static ServerLease Take(string dataDir)
    {
        var file = Path.Combine(dataDir, "pg.users");
        return new(file, new FileStream(file, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read));
    }

    /// <summary>The right to start or stop the server, waited for.</summary>
    public static async Task<IDisposable> GuardAsync(string dataDir, TimeProvider clock, CancellationToken stop)
    {
        while (true)
        {
            if (TryAlone(Path.Combine(dataDir, "pg.lock")) is { } guard) return guard;
            await Task.Delay(TimeSpan.FromMilliseconds(20), clock, stop);
        }
    }

    /// <summary>Gives the lease up; true when nobody else has one. Only while holding the guard.</summary>
    public bool LeaveAsLast()
    {
        Dispose();
        using var alone = TryAlone(users);
        return alone is not null;
    }

    public void Dispose()
    {
        shared?.Dispose();
        shared = null;
    }

    /// <summary>Null when another process, or another opening in this one, has it.</summary>
    internal static FileStream? TryAlone(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (fault.HResult is WouldBlockOnLinux or WouldBlockOnMac)
        {
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Sentences.Stop("notWritable", path, fault.Message);
        }
    }
}

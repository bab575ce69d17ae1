using System.Globalization;

namespace Liandong.Work.Store.Postgres;

/// <summary>One database cluster and the programs that make, start and stop it. Callers hold the server lock.</summary>
internal sealed class Cluster(PostgresPlace place, PostgresTools tools)
{
    /// <summary>The superuser and the database; the socket's folder is 0700, so who reaches it is the owner or root.</summary>
    public const string Name = "liandong";

    public string Version => tools.Version;
    public Postmaster? Server => Postmaster.Read(place.Cluster);
    public bool Exists => Directory.Exists(place.Cluster);
    public string LogFolder => place.Log;

    /// <summary>The cluster gets its name only when it is complete, so a killed first start leaves none.</summary>
    public async Task CreateAsync(CancellationToken stop)
    {
        var half = place.Cluster + ".new";
        if (Directory.Exists(half)) Directory.Delete(half, recursive: true);
        // With LC_CTYPE=C trigrams of Chinese would be silently empty.
        await RunAsync("initdb", tools.Initdb, ["-D", half, "-U", Name, "--locale=C.UTF-8", "-E", "UTF8", "--auth=trust"], stop);
        await File.AppendAllTextAsync(Path.Combine(half, "postgresql.conf"), "\ninclude 'liandong.conf'\n", stop);
        Directory.Move(half, place.Cluster);
    }

    public void RememberTools() => new ToolsFile(tools.Version, tools.Folder, place.RunAs ?? Environment.UserName).Write(place.Tools);

    /// <summary>
    /// pg_ctl gives the server a session of its own: a Ctrl-C at the terminal reaches the host, not the server
    /// under a host that still has answers to write.
    /// </summary>
    public async Task StartAsync(CancellationToken stop)
    {
        if (Server is { IsTakenByAnother: true }) File.Delete(Path.Combine(place.Cluster, "postmaster.pid"));
        await WriteSettingsAsync(stop);
        await RunAsync("pg_ctl start", tools.Control, ["start", "-D", place.Cluster, "-l", StartLog, "-w", "-t", "3600", "-s"], stop);
    }

    /// <summary>Fast: running transactions are rolled back, a checkpoint is written.</summary>
    public async Task StopAsync()
    {
        if (Server is not { Lives: true } server) return;
        await RunAsync("pg_ctl stop", tools.Control, ["stop", "-D", place.Cluster, "-m", "fast", "-w", "-t", "300", "-s"], CancellationToken.None);
        if (!server.SocketFolder.StartsWith(place.Folder, StringComparison.Ordinal)) Directory.Delete(server.SocketFolder);
    }

    private string StartLog => Path.Combine(place.Folder, "start.log");

    private async Task RunAsync(string name, string program, string[] arguments, CancellationToken stop)
    {
        var outcome = await Command.RunAsync(program, arguments, stop, place.RunAs);
        if (outcome is { ExitCode: 0 }) return;
        throw Sentences.Stop("failed", name, $"{outcome?.Output ?? program}\n{string.Join('\n', Tail())}".Trim());
    }

    private IEnumerable<string> Tail()
    {
        var logs = Directory.Exists(place.Log) ? Directory.GetFiles(place.Log).OrderBy(File.GetLastWriteTimeUtc).TakeLast(1) : [];
        return logs.Prepend(StartLog).Where(File.Exists).SelectMany(log => File.ReadLines(log).TakeLast(5));
    }

    private async Task WriteSettingsAsync(CancellationToken stop)
    {
        var socket = await place.SocketFolderAsync(stop);
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20;
        var settings = $"""
            # Written at every start. Your own settings go below the include in postgresql.conf.
            listen_addresses = ''
            port = 5432
            unix_socket_directories = '{socket.Replace("'", "''", StringComparison.Ordinal)}'
            unix_socket_permissions = 0700
            max_connections = 100
            shared_buffers = {Math.Clamp(memory / 8, 64, 512)}MB
            effective_cache_size = {Math.Max(memory / 2, 128)}MB
            work_mem = 16MB
            maintenance_work_mem = {Math.Clamp(memory / 16, 64, 256)}MB
            fsync = on
            synchronous_commit = on
            full_page_writes = on
            wal_compression = on
            max_wal_size = 4GB
            min_wal_size = 256MB
            checkpoint_timeout = 15min
            random_page_cost = 1.1
            autovacuum_naptime = 10s
            jit = off
            timezone = 'UTC'
            log_timezone = 'UTC'
            logging_collector = on
            log_directory = '{place.Log.Replace("'", "''", StringComparison.Ordinal)}'
            log_filename = 'postgresql-%a.log'
            log_truncate_on_rotation = on
            log_rotation_size = 0
            # A log holds no personal data: neither the statement that failed nor the detail that quotes its values.
            log_min_error_statement = panic
            log_error_verbosity = terse
            log_parameter_max_length_on_error = 0
            """;
        await File.WriteAllTextAsync(Path.Combine(place.Cluster, "liandong.conf"), string.Create(CultureInfo.InvariantCulture, $"{settings}\n"), stop);
    }
}

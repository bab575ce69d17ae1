using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Liandong.Bench;

/// <summary>The host as a person starts it: the built program, a data folder, its private PostgreSQL.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Setting _setting;
    private readonly Process _process;

    private HostProcess(Setting setting, Process process, string dataDir, Uri url) => (_setting, _process, DataDir, Url) = (setting, process, dataDir, url);

    public string DataDir { get; }

    public Uri Url { get; }

    /// <summary>From the start of the process to the first page.</summary>
    public TimeSpan ToFirstPage { get; private init; }

    /// <summary>Where its PostgreSQL listens.</summary>
    public string Socket => File.ReadAllLines(Path.Combine(DataDir, "pg", "cluster", "postmaster.pid"))[4];

    public string ConnectionString => $"Host={Socket};Port=5432;Username=liandong;Database=liandong;Command Timeout=600";

    /// <summary>A new data folder that PostgreSQL's user can reach.</summary>
    public static string NewFolder()
    {
        var folder = Directory.CreateTempSubdirectory("liandong-bench-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        }
        return folder;
    }

    /// <param name="beside">A host whose database and key this one shares: a second node.</param>
    public static async Task<HostProcess> StartAsync(Setting setting, string dataDir, CancellationToken cancel, HostProcess? beside = null)
    {
        var url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}"));
        var begun = Stopwatch.GetTimestamp();
        var process = Programs.Start("dotnet", [setting.Host, "serve", "--city", "boston", "--data", dataDir, "--port", url.Port.ToString(CultureInfo.InvariantCulture)],
            beside is null ? [] : [("LIANDONG_DB", beside.ConnectionString), ("LIANDONG_KEY_FILE", Path.Combine(beside.DataDir, "keys", "master"))]);
        var said = new List<string>();
        process.OutputDataReceived += (_, line) => said.Add(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => said.Add(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(30) };
        while (!await AnswersAsync(http, cancel))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException("The host ended:\n" + string.Join('\n', said));
            }
            await Task.Delay(10, cancel);
        }
        return new HostProcess(setting, process, dataDir, url) { ToFirstPage = Stopwatch.GetElapsedTime(begun) };
    }

    /// <summary>A bearer token of a demo person.</summary>
    public async Task<string> TokenAsync(string person, CancellationToken cancel) =>
        (await Programs.RunAsync("dotnet", [_setting.Host, "token", "--person", person, "--data", DataDir], cancel)).Trim();

    /// <summary>A line of /proc/PID/status in MB: VmRSS now, VmHWM at most.</summary>
    public double Memory(string line) => Memory(_process.Id, line);

    public static double Memory(int pid, string line) => double.Parse(
        File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/status")).First(l => l.StartsWith(line, StringComparison.Ordinal)).Split(' ', '\t').Last(w => w.Length > 0 && char.IsAsciiDigit(w[0])),
        CultureInfo.InvariantCulture) / 1024;

    /// <summary>The same of a process that may have ended meanwhile.</summary>
    public static double MemoryOrZero(int pid, string line)
    {
        try
        {
            return Memory(pid, line);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            return 0;
        }
    }

    /// <summary>Processor time used so far.</summary>
    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public NpgsqlDataSource Open() => NpgsqlDataSource.Create(ConnectionString);

    /// <summary>Stops it as Ctrl-C does; its PostgreSQL goes with it.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
        {
            await Programs.TryAsync("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)], CancellationToken.None);
            await _process.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpClient http, CancellationToken cancel)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/", UriKind.Relative), cancel);
            return answer.StatusCode < HttpStatusCode.InternalServerError;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

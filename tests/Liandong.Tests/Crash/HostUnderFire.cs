using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Liandong.Tests.Postgres;

namespace Liandong.Tests.Crash;

/// <summary>A host as its own process on a data folder of its own, to be killed and started again.</summary>
internal sealed class HostUnderFire : IAsyncDisposable
{
    private readonly PrivateServer _folder = new();
    private readonly ConcurrentQueue<string> _said = new();
    private readonly int _port = FreePort();
    private readonly long _begun = Stopwatch.GetTimestamp();
    private Process? _host;

    private HostUnderFire() => _folder.MakeReachable();

    public string Data => _folder.Data;

    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}"));

    /// <summary>What the hosts printed so far, with the second.</summary>
    public string Said => string.Join('\n', _said);

    public static async Task<HostUnderFire> StartAsync(CancellationToken cancel)
    {
        var fire = new HostUnderFire();
        await fire.StartHostAsync(cancel);
        return fire;
    }

    /// <summary>Starts the host and waits for its first answer.</summary>
    public async Task StartHostAsync(CancellationToken cancel)
    {
        _host = Start(["serve", "--city", "boston", "--data", Data, "--port", _port.ToString(CultureInfo.InvariantCulture)]);
        _host.OutputDataReceived += (_, line) => Say(line.Data ?? "");
        _host.ErrorDataReceived += (_, line) => Say(line.Data ?? "");
        _host.BeginOutputReadLine();
        _host.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = Url };
        while (!await AnswersAsync(http, cancel))
        {
            Xunit.Assert.False(_host.HasExited, "The host ended:\n" + Said);
            await Task.Delay(20, cancel);
        }
    }

    /// <summary>kill -9; its PostgreSQL runs on and is found again by the next start.</summary>
    public async Task KillHostAsync(CancellationToken cancel)
    {
        _host!.Kill();
        await _host.WaitForExitAsync(cancel);
        _host.Dispose();
    }

    /// <summary>kill -9 of the postmaster; the host starts another.</summary>
    public void KillPostmaster()
    {
        var pid = int.Parse(File.ReadLines(Path.Combine(Data, "pg", "cluster", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        using var postmaster = Process.GetProcessById(pid);
        postmaster.Kill();
    }

    /// <summary>Ends the host as Ctrl-C does.</summary>
    public async Task StopHostAsync(CancellationToken cancel)
    {
        using var kill = Process.Start("kill", ["-TERM", _host!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancel);
        await _host.WaitForExitAsync(cancel);
    }

    /// <summary>A verb of the program on this installation: its exit code and what it printed.</summary>
    public async Task<(int Code, string Output)> VerbAsync(CancellationToken cancel, params string[] arguments)
    {
        using var process = Start([.. arguments, "--data", Data]);
        var errors = process.StandardError.ReadToEndAsync(cancel);
        var output = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, process.ExitCode == 0 ? output : output + await errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is { HasExited: false })
        {
            await KillHostAsync(CancellationToken.None);
        }
        await _folder.DisposeAsync();
    }

    private void Say(string line) => _said.Enqueue($"{Stopwatch.GetElapsedTime(_begun).TotalSeconds,6:F1} {line}");

    private static Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "liandong.dll"), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["LIANDONG_ROOT"] = Root();
        return Process.Start(start)!;
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

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at!.FullName, "Liandong.slnx")))
        {
            at = at.Parent;
        }
        return at.FullName;
    }
}

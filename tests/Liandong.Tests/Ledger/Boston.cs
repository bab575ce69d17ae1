using System.Security.Cryptography;
using System.Text;
using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Cases;
using Liandong.Work;
using Liandong.Work.Cases;
using Liandong.Work.Cities;
using Npgsql;

namespace Liandong.Tests.Ledger;

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>Boston applied to a fresh database, one node at it, and the acts of its people in short words.</summary>
internal sealed class Boston : IAsyncDisposable
{
    /// <summary>Monday 2011-07-11, 10:00 in Boston.</summary>
    public static readonly DateTimeOffset Monday = new(2011, 7, 11, 14, 0, 0, TimeSpan.Zero);

    private Boston(Node node, StandingClock clock, string dataDir) => (Node, Clock, DataDir) = (node, clock, dataDir);

    public Node Node { get; }

    public StandingClock Clock { get; }

    public string DataDir { get; }

    public CaseDesk Desk => Node.Desk;

    public static CityFiles Files { get; } = CityFiles.ReadFolder(Path.Combine(Root(), "cities", "boston"));

    public static async Task<Boston> OpenAsync(NpgsqlDataSource source, CancellationToken cancel, string? dataDir = null)
    {
        var clock = new StandingClock(Monday);
        var applied = await ApplyCity.RunAsync(source, Files, clock, cancel);
        Xunit.Assert.Empty(applied.Faults);
        dataDir ??= Directory.CreateTempSubdirectory("liandong-test-").FullName;
        return new Boston(await Node.OpenAsync(source, dataDir, clock, cancel), clock, dataDir);
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        Directory.Delete(DataDir, recursive: true);
    }

    /// <summary>An act of a person under a key; a new key when none is given.</summary>
    public static Act By(string? person, Guid? key = null, string request = "") => new(new ActId(key ?? Guid.NewGuid()),
        person is null ? null : new PersonId(person), person ?? "clockwork", "api", SHA256.HashData(Encoding.UTF8.GetBytes(request)));

    public static Registration Pothole(string title = "Pothole at the corner") => new()
    {
        Class = "pothole", Title = title, Description = "Deep enough to lose a bicycle in.", Place = new(-71.06, 42.36, "12 Beacon Street"), Area = "back-bay",
        Reporter = new Reporter("Mary Caller", "617-555-0100"),
    };

    public Task<Answer> RegisterAsync(CancellationToken cancel, Act? act = null, Registration? what = null) =>
        RegisterCase.RunAsync(Desk, act ?? By("calltaker"), what ?? Pothole(), cancel);

    public async Task<LoadedCase> RegisteredAsync(CancellationToken cancel) => (await RegisterAsync(cancel)).Case!;

    public Task<Answer> ActAsync(Act act, LoadedCase on, string name, CancellationToken cancel, params (string Field, string Value)[] fields) =>
        ActOnCase.RunAsync(Desk, act, on.State.Id, Request(name, fields), on.State.Version, cancel);

    public async Task<LoadedCase> DoneAsync(string person, LoadedCase on, string name, CancellationToken cancel, params (string Field, string Value)[] fields)
    {
        var answer = await ActAsync(By(person), on, name, cancel, fields);
        Xunit.Assert.Null(answer.Refusal);
        return answer.Case!;
    }

    /// <summary>A case that PWDx has accepted.</summary>
    public async Task<LoadedCase> AcceptedAsync(CancellationToken cancel)
    {
        var c = await RegisteredAsync(cancel);
        c = await DoneAsync("dispatcher", c, "dispatch", cancel, ("unit", "PWDx"));
        return await DoneAsync("clerk", c, "accept", cancel);
    }

    public static ActRequest Request(string name, params (string Field, string Value)[] fields) =>
        new(name, fields.ToDictionary(f => f.Field, f => new FieldValue(f.Value)));

    internal static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at!.FullName, "Liandong.slnx")))
        {
            at = at.Parent;
        }
        return at.FullName;
    }
}

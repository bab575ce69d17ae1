using System.Runtime.InteropServices;
using Liandong.Bench;

// What is measured, and in which order it stands in docs/benchmarks.md.
var sections = new (string Name, string What, Func<Setting, CancellationToken, Task<string>> Run)[]
{
    ("register", "cases a second over HTTP against pgbench writing the same rows", RegisterSection.RunAsync),
    ("import", "the import verb against psql's \\copy of the rows it prepared", ImportSection.RunAsync),
    ("queue", "queue, filters, search and a case at a million cases", QueueSection.RunAsync),
    ("desks", "twenty people at their desks at a million cases; what one does, seen on another node", DesksSection.RunAsync),
    ("areas", "a point's grid against a tree of shapes; proof and loading of the ground", AreasSection.RunAsync),
    ("places", "the search for places among 200,000 synthetic names", PlacesSection.RunAsync),
    ("start", "start to the first page, idle memory", StartSection.RunAsync),
};
if (args.Any(a => a is "--help" or "-h" or "help"))
{
    Console.WriteLine("./bench [--small] [--seconds N] [--rounds N] [--clients N] [PART ...]\n");
    foreach (var (name, what, _) in sections)
    {
        Console.WriteLine($"  {name,-10} {what}");
    }
    Console.WriteLine("\n--small is a quick trial: printed, and kept in artifacts/ instead of docs/benchmarks.md.");
    return 0;
}
if (Setting.Read(args, [.. sections.Select(s => s.Name)], out var wanted) is not { } setting)
{
    Console.Error.WriteLine("./bench --help");
    return 2;
}
using var stop = new CancellationTokenSource();
using var interrupted = Catch(PosixSignal.SIGINT);
using var terminated = Catch(PosixSignal.SIGTERM);
foreach (var (name, _, run) in sections.Where(s => wanted.Contains(s.Name)))
{
    setting.Say($"== {name}");
    var text = await run(setting, stop.Token);
    Console.WriteLine(text);
    await Report.KeepAsync(setting, [.. sections.Select(s => s.Name)], name, text, stop.Token);
}
return 0;

// The hosts and servers that were started end with the benchmark, whatever ends it.
PosixSignalRegistration Catch(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
{
    context.Cancel = true;
    stop.Cancel();
});

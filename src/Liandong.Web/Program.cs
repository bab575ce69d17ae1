using Liandong.Web.Commands;
using Liandong.Web.Hosting;
using Liandong.Work.Store.Postgres;

// One program: the host and the verbs beside it. Each verb opens the installation in --data, running or not.
var verbs = new Dictionary<string, Func<string[], TextWriter, TextWriter, Task<int>>>(StringComparer.Ordinal)
{
    ["serve"] = ServeCommand.RunAsync,
    ["account"] = AccountCommand.RunAsync,
    ["city"] = CityCommand.RunAsync,
    ["clock"] = ClockCommand.RunAsync,
    ["token"] = TokenCommand.RunAsync,
    ["import"] = ImportCommand.RunAsync,
    ["simulate"] = SimulateCommand.RunAsync,
    ["verify"] = VerifyCommand.RunAsync,
    ["anchor"] = AnchorCommand.RunAsync,
};
if (args.Length == 0 || !verbs.TryGetValue(args[0], out var verb))
{
    await Console.Error.WriteLineAsync($"liandong VERB ... : {string.Join("  ", verbs.Keys)}");
    return args.Length == 0 || args[0] is "--help" or "-h" or "help" ? 0 : 2;
}
try
{
    return await verb(args[1..], Console.Out, Console.Error);
}
catch (StoreUnavailableException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
catch (UsageException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}

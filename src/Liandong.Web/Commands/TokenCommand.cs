using Liandong.Core;
using Liandong.Web.Api;
using Liandong.Work;

namespace Liandong.Web.Commands;

/// <summary><c>token --person NAME [--data DIR]</c>: prints a bearer token of a member of the staff, alone on its line.</summary>
public static class TokenCommand
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var given = new Arguments(args, [], ["person", "data"]);
        var person = new PersonId(given.Need("person"));
        if (given.Rest.Count > 0)
        {
            throw new UsageException("token --person NAME [--data DIR]");
        }
        await using var node = await Node.OpenAsync(given.DataDir, errors.WriteLine, TimeProvider.System, CancellationToken.None);
        if (!node.City.IsKnown)
        {
            throw new UsageException("No city has been applied to this installation yet. 本安装还没有启用任何城市。");
        }
        if (node.City.Now.Staff.Find(person) is null)
        {
            throw new UsageException($"There is no '{person}' among the people of {node.City.Now.Name.En}. {node.City.Now.Name.Zh}没有人员“{person}”。");
        }
        await output.WriteLineAsync(new ApiTokens(node).Issue(person));
        return 0;
    }
}

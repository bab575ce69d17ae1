using Liandong.Work;
using Liandong.Work.Verify;

namespace Liandong.Web.Commands;

/// <summary><c>anchor [--data DIR]</c>: writes what has changed since the last anchor outside the database, and says so.</summary>
public static class AnchorCommand
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var given = new Arguments(args, [], ["data"]);
        await using var node = await Node.OpenAsync(given.DataDir, errors.WriteLine, TimeProvider.System, CancellationToken.None);
        var anchor = await Anchors.WriteAsync(node, Anchors.Patience, CancellationToken.None);
        await output.WriteLineAsync(anchor is null ? VerifyWords.Line("anchorNone") : VerifyWords.Line("anchorWritten", anchor.No, anchor.Leaves, anchor.Root));
        return 0;
    }
}

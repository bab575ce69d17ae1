using Liandong.Web.Desk.People;
using Liandong.Web.SignIn;
using Liandong.Work;
using Liandong.Work.Accounts;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liandong.Web.Pages.Admin.People;

/// <summary>Who did what with people and accounts. That it was read is a line of its own, for other eyes.</summary>
public sealed class LogModel(Node node, PeopleReading reading) : PageModel
{
    public LogPage View { get; private set; } = null!;

    public async Task OnGetAsync(string? deed, DateTimeOffset? before, CancellationToken cancel)
    {
        var who = Signed.Need(HttpContext);
        View = await reading.LogAsync(who, deed, before, cancel);
        await AccountLog.WriteAsync(node.Source, new AccountLine(Guid.NewGuid(), node.Real.GetUtcNow(), who.Person.Id, null, AccountDeeds.ReadLog, null, null), cancel);
    }
}

/// <summary>Who read the log: for those who do not read it.</summary>
public sealed class LogReadersModel(PeopleReading reading) : PageModel
{
    public LogPage View { get; private set; } = null!;

    public async Task OnGetAsync(DateTimeOffset? before, CancellationToken cancel) => View = await reading.LogAsync(Signed.Need(HttpContext), null, before, cancel);
}

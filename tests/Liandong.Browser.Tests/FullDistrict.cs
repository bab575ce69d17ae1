using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Units;
using Liandong.Tests.Postgres;
using Liandong.Work.Accounts;
using Liandong.Work.Calls;
using Liandong.Work.Cases;
using Liandong.Work.Shifts;
using Liandong.Work.Store;
using Xunit;

namespace Liandong.Browser.Tests;

/// <summary>
/// Minhang, empty at first, then with a case in each state, calls, a handover and an invitation, then with all that once more in words
/// that no form expects. All that people type is Greek: what stands on a page in Chinese or in Latin letters is the house's or the city's own.
/// </summary>
public sealed class FullDistrict(TestServer server) : MinhangDeskHost(server)
{
    private const string Squad = "T101-urban-management";
    private const string Reply = "Τηλέφωνο στις εννέα· τα εμπορεύματα τρία μέτρα έξω· μαζεύτηκαν· ο πολίτης συμφώνησε.";

    /// <summary>More than a page of any list.</summary>
    private const int Crowd = 60;

    private bool _absurd;

    /// <summary>One case in each state, by the state's name.</summary>
    public Dictionary<string, string> Cases { get; } = [];

    /// <summary>A call that is being spoken by the call-taker.</summary>
    public Guid Call { get; private set; }

    public Guid Handover { get; private set; }

    public string Invitation { get; private set; } = "";

    /// <summary>The address that the caller of the case "link" was sent.</summary>
    public string Link => "/r/" + new LinkTokens(Node.Keys).Write(Cases["link"], new Caller(1, 1));

    public async Task FillAsync()
    {
        await CasesAsync();
        await CallsAsync();
        await OfficeAsync();
    }

    /// <summary>The same again, by people who write without a space, from right to left and in pictures; and a crowd beside them.</summary>
    public async Task FillAbsurdlyAsync()
    {
        _absurd = true;
        foreach (var n in Enumerable.Range(0, Crowd))
        {
            await InAsync("crowd", urgency: n % 3 == 0 ? "critical" : "normal");
        }
        await CasesAsync();
    }

    private async Task CasesAsync()
    {
        await OpenAsync();
        await HandledAsync();
        await EndedAsync();
    }

    /// <summary>What somebody types; a code is no word of his.</summary>
    private string Said(string words, int longest = 190)
    {
        if (!_absurd || !words.Any(c => c is >= 'Ͱ' and <= 'Ͽ'))
        {
            return words;
        }
        var odd = words + " שלום עולם 🕳🧑‍🚒 ";
        return odd.Length > longest ? words : odd + new string('Ω', longest - odd.Length);
    }

    private Task DoAsync(string person, string number, string act, params (string Field, FieldValue Value)[] fields) =>
        ActAsync(person, number, act, [.. fields.Select(f => (f.Field, f.Value.Text is { } text ? new FieldValue(Said(text, f.Field is "callerName" ? FieldChecks.LongestName : 190)) : f.Value))]);

    private async Task InAsync(string state, string @class = "S0403", string urgency = "normal") => Cases[state] = await RegisterAsync(new Registration
    {
        Class = @class, Title = Said($"Εμπορεύματα στο πεζοδρόμιο ({Cases.Count})"), Description = Said("Οι γέροι περπατούν στον δρόμο.", FieldChecks.LongestText),
        Place = new Place(121.371, 31.112, Said("μπροστά στην πύλη της αγοράς")), Area = "310112101032", Channel = "hotline-12345", Nature = "complain", Urgency = urgency,
        Reporter = new Reporter(Said("Κυρία Λη", FieldChecks.LongestName), $"100-0000-93{Cases.Count:00}"), WantsAnswer = true,
    });

    private async Task OpenAsync()
    {
        await InAsync("dispatch");
        await InAsync("urgent", "S0303", "critical");
        await InAsync("hard", "S0999");
        await DoAsync("calltaker", Cases["dispatch"], "join-appeal", ("channel", new("web")), ("words", new("Το ίδιο κι εδώ.")), ("callerName", new("Κύριος Ξύλος")), ("callerPhone", new("100-0000-9399")), ("wantsAnswer", new("true")));
        await SentAsync("accept");
        await SentAsync("ruling");
        foreach (var (clerk, back) in new[] { ("clerk", "T101"), ("clerk2", null) })
        {
            await DoAsync(clerk, Cases["ruling"], "accept");
            await DoAsync(clerk, Cases["ruling"], "return", ("reason", new("not-ours")), ("article", new("άρθρο δεκαπέντε")),
                ("explanation", new("Ο τόπος είναι έξω από τα όριά μας.")), ("suggested", new(back ?? Squad)));
            if (back is not null)
            {
                await DoAsync("dispatcher", Cases["ruling"], "dispatch", ("unit", new(back)));
            }
        }
    }

    private async Task HandledAsync()
    {
        await ContactedAsync("handle");
        await DoAsync("clerk", Cases["handle"], "progress", ("note", new("Στον δρόμο μας.")));
        await DoAsync("clerk", Cases["handle"], "request-extension", ("reason", new("Το φορτηγό επισκευάζεται.")));
        await ContactedAsync("parts", "clerk2", "T101", "S0401");
        await DoAsync("clerk2", Cases["parts"], "assign", ("unit", new(Squad)), ("note", new("Πηγαίνετε να δείτε.")));
        await ContactedAsync("suspended");
        await DoAsync("head", Cases["suspended"], "suspend", ("until", new("2026-11-25T10:00:00+08:00")), ("reason", new("Ο ιδιοκτήτης λείπει ως τότε.")));
        foreach (var state in new[] { "review", "call-back", "tried", "link", "rework", "closed" })
        {
            await ReportedAsync(state);
        }
        foreach (var state in new[] { "call-back", "tried", "link", "rework", "closed" })
        {
            await DoAsync("reviewer", Cases[state], "pass-review");
        }
        await DoAsync("callback", Cases["tried"], "try-call", ("appeal", new("1")));
        await DoAsync("callback", Cases["link"], "send-link", ("appeal", new("1")));
        await RungAsync("rework", "not", "2");
        await DoAsync("callback", Cases["rework"], "rework", ("reason", new("Το βράδυ ήταν πάλι εκεί.")));
    }

    private async Task EndedAsync()
    {
        await RungAsync("closed", "resolved", "5");
        await DoAsync("callback", Cases["closed"], "close", ("result", new("resolved")));
        await InAsync("refused");
        await DoAsync("dispatcher", Cases["refused"], "refuse-case", ("reason", new("Είναι έξω από την περιοχή.")));
        await InAsync("void");
        await DoAsync("supervisor", Cases["void"], "void-case", ("reason", new("Γράφτηκε κατά λάθος.")));
        Cases["self"] = await RegisterAsync(new Registration
        {
            Class = "M06-010", Procedure = "self-handled", Channel = "self-handled", Area = "310112101032", WantsAnswer = false, Place = new Place(121.372, 31.113, "δεύτερος όροφος"),
            Fields = new Dictionary<string, FieldValue> { ["minutes"] = new("15"), ["done"] = new("Τα σκουπίδια μαζεύτηκαν.") },
        }, "secretary");
        Cases["grid"] = await RegisterAsync(new Registration
        {
            Class = "S0402", Procedure = "grid-case", Channel = "patrol", Area = "310112101032", WantsAnswer = false, Title = "Πάγκοι", Description = "Έξι πάγκοι μπροστά στην πύλη.",
            Fields = new Dictionary<string, FieldValue> { ["dissuaded"] = new("true") },
        }, "patrol");
    }

    private async Task CallsAsync()
    {
        foreach (var (id, person, moment) in new (string, string?, CallMoment)[] { ("rings", null, CallMoment.Ringing), ("speaks", "calltaker", CallMoment.Ringing), ("speaks", "calltaker", CallMoment.Answered) })
        {
            var (call, refusal) = await TellCall.RunAsync(Node.Calls, "telephone", new CallTold(id, moment, "962000", "100-0000-9301", person is null ? null : new PersonId(person), null), CancellationToken.None);
            Assert.Null(refusal);
            Call = call!.Id;
        }
    }

    private async Task OfficeAsync()
    {
        Handover = Guid.NewGuid();
        var matters = new HandedOver([new OpenMatter(MatterKinds.Urgent, Cases["urgent"], "Dispatch", "派单", null, Node.Clock.GetUtcNow())], 1);
        Assert.Null(await new Handovers(Node.Source, Node.Keys).GiveAsync(Handover, new PersonId("shiftleader"), matters, "Η γέφυρα μένει κλειστή.", Node.Clock.GetUtcNow(), CancellationToken.None));
        var invited = await new ChangeAccount(Node.Source, Node.Keys, Node.Real).RunAsync(new AccountAct(Guid.NewGuid(), new PersonId("secadmin"), new PersonId("d02-clerk"), AccountDeeds.Invite, null), CancellationToken.None);
        Assert.Null(invited.Refusal);
        Invitation = invited.Token!;
    }

    private async Task SentAsync(string state, string unit = Squad, string @class = "S0403")
    {
        await InAsync(state, @class);
        await DoAsync("dispatcher", Cases[state], "dispatch", ("unit", new(unit)));
    }

    private async Task ContactedAsync(string state, string clerk = "clerk", string unit = Squad, string @class = "S0403")
    {
        await SentAsync(state, unit, @class);
        await DoAsync(clerk, Cases[state], "accept");
        await DoAsync(clerk, Cases[state], "first-contact", ("note", new("Μίλησα στις εννέα.")));
    }

    private async Task ReportedAsync(string state)
    {
        await ContactedAsync(state);
        await DoAsync("clerk", Cases[state], "report", ("result", new("explained")), ("reply", new(Reply)));
        if ((await StandsAsync(Cases[state])).Step is "check")
        {
            await DoAsync("supervisor", Cases[state], "waive-check", ("reason", new("Το είδε ο επόπτης.")));
        }
    }

    private Task RungAsync(string state, string resolved, string satisfaction) => DoAsync("callback", Cases[state], "call-back",
        ("appeal", new("1")), ("resolved", new(resolved)), ("satisfaction", new(satisfaction)), ("note", new("Το είπε στο τηλέφωνο.")));
}

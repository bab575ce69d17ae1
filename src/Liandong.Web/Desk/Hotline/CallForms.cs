using Liandong.Core;
using Liandong.Core.Acts;
using Liandong.Core.Procedures;
using Liandong.Web.SignIn;
using Liandong.Work.Calls;
using Microsoft.Extensions.Primitives;

namespace Liandong.Web.Desk.Hotline;

/// <summary>The form of a call: what was sent, else the draft, else what stands there before anybody has typed.</summary>
public static class CallForms
{
    private const string Token = "__RequestVerificationToken";
    private const int LongestValue = 4000;

    /// <summary>The fields of a form as a draft keeps them; marks and keys of the page stay out.</summary>
    public static Dictionary<string, string> FieldsOf(IFormCollection form) => form
        .Where(f => f.Key != Token && f.Value.ToString() is { Length: > 0 and <= LongestValue }).ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal);

    /// <summary>The form as it would have been sent.</summary>
    public static IFormCollection Of(CallDraft? draft, Signed who) => new FormCollection(
        (draft?.Fields ?? Blank(who)).ToDictionary(f => f.Key, f => new StringValues(f.Value), StringComparer.Ordinal));

    public static RegisterForm Read(IFormCollection form, Signed who, CallView call, bool proposes = false) =>
        new(who.City, who.City.Day(who.Now), form) { CallNumber = call.Phone, Proposes = proposes };

    /// <summary>What an opening was given so far, for its fields to show.</summary>
    public static Dictionary<string, FieldValue> Given(ProcedureAct opening, IFormCollection form) => opening.Fields.Select(f => f.Code)
        .Where(code => form[$"{opening.Name}.{code}"].ToString().Length > 0)
        .ToDictionary(code => code, code => new FieldValue(form[$"{opening.Name}.{code}"].ToString()), StringComparer.Ordinal);

    private static Dictionary<string, string> Blank(Signed who) => new(StringComparer.Ordinal)
    {
        ["channel"] = who.City.Hotline!.Channel, ["urgency"] = who.City.MildestUrgency, ["secrecy"] = "0", ["wantsAnswer"] = "true",
    };
}

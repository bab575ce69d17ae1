using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Liandong.Core;
using Liandong.Core.Cases;
using Liandong.Core.Simulation;
using Liandong.Work.Cases;

namespace Liandong.Work.Simulation;

/// <summary>What the simulator does has its name on it, and keys that follow from what is done: twice is once.</summary>
internal static class SimulatedActs
{
    /// <summary>Who is accountable, and the door: no person.</summary>
    public const string Principal = "simulator";

    /// <summary>The door of a tale: what came by it is for people to go on with.</summary>
    public const string Tale = "tale";

    /// <summary>The key of the registration of an arrival.</summary>
    public static Act Of(Arrival arrival, DateTimeOffset at) => new(IdOf(arrival.Key), arrival.Opener, Principal, Principal, SHA256.HashData(Encoding.UTF8.GetBytes(arrival.Key)), at);

    /// <summary>The key of the next act of a case.</summary>
    public static Act Of(CaseState c, Planned planned) => new(IdOf(string.Create(CultureInfo.InvariantCulture, $"{c.Id}|{c.Version}|{planned.Request.Name}")), planned.By.Actor.Person, Principal, Principal,
        SHA256.HashData(Encoding.UTF8.GetBytes(planned.Request.Name)), planned.At);

    /// <summary>Version 8 of a hash.</summary>
    public static ActId IdOf(string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        hash[6] = (byte)(hash[6] & 0x0f | 0x80);
        hash[8] = (byte)(hash[8] & 0x3f | 0x80);
        return new ActId(new Guid(hash.AsSpan(0, 16), bigEndian: true));
    }

    /// <summary>The stream of an arrival: its opening instant, and bits that follow from its key.</summary>
    public static CaseId CaseOf(string key, DateTimeOffset at)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("case|" + key));
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(hash, at.ToUnixTimeMilliseconds() << 16 | (long)hash[6] << 8 | hash[7]);
        hash[6] = (byte)(hash[6] & 0x0f | 0x70);
        hash[8] = (byte)(hash[8] & 0x3f | 0x80);
        return new CaseId(new Guid(hash.AsSpan(0, 16), bigEndian: true));
    }

    /// <summary>What is registered of an arrival.</summary>
    public static Registration RegistrationOf(Arrival a, Life life, Core.Cities.City city) => new()
    {
        Class = a.Topic.Class.Value, Standard = a.Topic.Standard, Title = a.Title, Description = a.Text, Area = a.Area, Channel = a.Inflow.Channel,
        Place = new Store.Place(a.Point?.Lon, a.Point?.Lat, a.Address), Reporter = a.Caller, Nature = a.Frame.Nature, Urgency = a.Frame.Urgency, Secrecy = a.Frame.Secrecy,
        ComplainedOf = a.ComplainedOf?.Value, WantsAnswer = a.WantsAnswer, Facets = a.Facets.Count == 0 ? null : a.Facets,
        Fields = life.Opening(city.Procedures[city.ProcedureOf(a.Inflow.Channel)], a),
    };
}

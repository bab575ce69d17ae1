using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Liandong.Web.Portal;

/// <summary>
/// Against guessing at addresses: ten that are not ours in a minute, and whoever sent them waits. Those who come by a right
/// address are never counted. Behind a proxy all come from one address; then the ten are the whole city's.
/// </summary>
public sealed class GuessLimit : IDisposable
{
    private const int Most = 10;
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);
    private readonly PartitionedRateLimiter<IPAddress> _misses = PartitionedRateLimiter.Create<IPAddress, IPAddress>(from => RateLimitPartition.GetFixedWindowLimiter(from,
        _ => new FixedWindowRateLimiterOptions { PermitLimit = Most, Window = s_window, QueueLimit = 0, AutoReplenishment = true }));

    /// <summary>True when nothing more is answered to this address for now, right or wrong.</summary>
    public bool IsSpent(IPAddress? from) => _misses.GetStatistics(Known(from)) is { CurrentAvailablePermits: 0 };

    /// <summary>Counts a wrong one.</summary>
    public void Miss(IPAddress? from) => _misses.AttemptAcquire(Known(from)).Dispose();

    public void Dispose() => _misses.Dispose();

    /// <summary>A house has a whole net of IPv6; it counts as one.</summary>
    private static IPAddress Known(IPAddress? from)
    {
        var address = from is { IsIPv4MappedToIPv6: true } ? from.MapToIPv4() : from ?? IPAddress.None;
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(bytes.Length / 2).Clear();
        return new IPAddress(bytes);
    }
}

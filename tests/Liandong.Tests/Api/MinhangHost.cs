using Liandong.Tests.Cities;
using Liandong.Tests.Postgres;
using Liandong.Work.Cities;

namespace Liandong.Tests.Api;

/// <summary>The host of <see cref="ApiHost"/> with Minhang, on a Tuesday morning at nine.</summary>
public sealed class MinhangHost : ApiHost
{
    public MinhangHost(TestServer server)
        : base(server) => Clock.Now = new DateTimeOffset(2026, 3, 10, 1, 0, 0, TimeSpan.Zero);

    protected override CityFiles Files => CityFolderTests.Files("minhang");
}

using Liandong.Web;
using Liandong.Web.Api;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Liandong.Tests.Api;

public sealed class RouteTableTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public void Every_route_of_the_API_has_a_line_in_the_table_of_roles()
    {
        var routes = host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(e => (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"]).Select(m => (Method: m, Pattern: e.RoutePattern.RawText!)))
            .Where(r => r.Pattern.StartsWith("/api", StringComparison.Ordinal) || r.Pattern.StartsWith("/openapi", StringComparison.Ordinal)).ToList();

        Assert.True(routes.Count > 10);
        Assert.All(routes, r => Assert.True(RouteTable.Find(r.Method, r.Pattern) is not null, $"{r.Method} {r.Pattern} has no line in RouteTable.cs: who may come in?"));
    }

    [Fact]
    public void What_has_no_line_is_closed() => Assert.Null(RouteTable.Find("DELETE", "/api/v1/cases"));

    [Fact]
    public void Every_refusal_has_a_status_of_its_own_making() =>
        Assert.All(RefusalStatus.All, r => Assert.InRange(r.Status, 400, r.Refusal is "Broken" or "Busy" ? 503 : 499));
}

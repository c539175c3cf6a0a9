using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Perun.Web.Gates;

namespace Perun.Tests.Web;

public sealed class GateTests : IAsyncLifetime
{
    private RunningDashboard _dashboard = null!;

    public async ValueTask InitializeAsync() => _dashboard = await RunningDashboard.StartAsync();

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task A_foreign_host_is_refused_on_every_route_and_file()
    {
        var port = _dashboard.Address.Port;
        foreach (var path in Paths().Append("/nothing/here"))
        {
            foreach (var host in new[] { "evil.example", $"evil.example:{port}", "127.0.0.1:1", "localhost", $"127.0.0.1.evil.example:{port}" })
            {
                using var answer = await _dashboard.Commands.SendAsync(RunningDashboard.Request(HttpMethod.Get, path, host));
                answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, $"{host} {path}");
            }
        }
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public async Task This_machines_own_names_are_served(string name)
    {
        using var answer = await _dashboard.Reader.SendAsync(
            RunningDashboard.Request(HttpMethod.Get, "/", $"{name}:{_dashboard.Address.Port}"));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_route_needs_the_token_unless_it_only_reads_pages()
    {
        foreach (var route in _dashboard.Routes)
        {
            var methods = route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods;
            var path = Fill(route);
            if (route.Metadata.GetMetadata<NeedsNoToken>() is not null)
            {
                methods.ShouldAllBe(method => method == "GET" || method == "HEAD", path);
                (path.StartsWith("/api", StringComparison.Ordinal) && path != "/api/health").ShouldBeFalse(path);
                continue;
            }

            foreach (var method in methods)
            {
                using var answer = await _dashboard.Reader.SendAsync(RunningDashboard.Request(new HttpMethod(method), path));
                answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, path);
            }
        }

        _dashboard.Desk.Wishes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer ")]
    [InlineData("Basic " + RunningDashboard.Token)]
    [InlineData("Bearer " + RunningDashboard.Token + "x")]
    public async Task A_wrong_token_opens_nothing_however_the_path_is_written(string header)
    {
        foreach (var path in new[] { "/api/overview", "/API/Overview", "/api/overview/", "/api/unknown", "/api" })
        {
            using var request = RunningDashboard.Request(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("Authorization", header);
            using var answer = await _dashboard.Reader.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, path);
            (await answer.Content.ReadAsStringAsync()).ShouldStartWith("{\"error\":\"the token is missing or wrong");
        }
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData("https://localhost:{port}")]
    [InlineData("http://localhost:1")]
    [InlineData("http://localhost.evil.example:{port}")]
    public async Task Another_sites_page_is_refused_though_it_had_the_token(string origin)
    {
        origin = origin.Replace("{port}", $"{_dashboard.Address.Port}", StringComparison.Ordinal);
        using var request = RunningDashboard.Request(HttpMethod.Post, "/api/operator", origin: origin);
        request.Content = new StringContent("{\"what\":\"flatten\"}", new MediaTypeHeaderValue("application/json"));

        using var answer = await _dashboard.Commands.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        _dashboard.Desk.Wishes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Our_own_origin_passes()
    {
        using var request = RunningDashboard.Request(
            HttpMethod.Post, "/api/operator", origin: $"http://localhost:{_dashboard.Address.Port}");
        request.Content = new StringContent("{\"what\":\"kill\"}", new MediaTypeHeaderValue("application/json"));

        using var answer = await _dashboard.Commands.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_answer_carries_the_protective_headers()
    {
        foreach (var path in Paths().Append("/nothing/here").Append("/api/why/999999"))
        {
            using var answer = await _dashboard.Commands.SendAsync(
                RunningDashboard.Request(HttpMethod.Get, path), HttpCompletionOption.ResponseHeadersRead);
            string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : "";
            Header("Content-Security-Policy").ShouldContain("default-src 'self'", customMessage: path);
            Header("Content-Security-Policy").ShouldContain("frame-ancestors 'none'", customMessage: path);
            Header("Content-Security-Policy").ShouldNotContain("unsafe", customMessage: path);
            Header("X-Content-Type-Options").ShouldBe("nosniff", path);
            Header("Cache-Control").ShouldBe("no-store", path);
            Header("Referrer-Policy").ShouldBe("no-referrer", path);
            Header("Server").ShouldBeEmpty(path);
            Header("Access-Control-Allow-Origin").ShouldBeEmpty(path);
        }
    }

    [Fact]
    public async Task A_flood_of_reading_is_slowed_and_still_leaves_room_for_the_kill_switch()
    {
        await using var slow = await RunningDashboard.StartAsync(options => options with { RequestsPerSecond = 1 });
        var codes = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++)
        {
            using var answer = await slow.Commands.GetAsync("/api/orders");
            codes.Add(answer.StatusCode);
        }

        using var kill = await slow.Commands.PostAsync(
            "/api/operator", new StringContent("{\"what\":\"kill\"}", new MediaTypeHeaderValue("application/json")));

        codes.ShouldContain(HttpStatusCode.TooManyRequests);
        kill.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private IEnumerable<string> Paths() => _dashboard.Routes.Select(Fill).Distinct();

    private static string Fill(RouteEndpoint route) =>
        "/" + route.RoutePattern.RawText!.TrimStart('/')
            .Replace("{id:long}", $"{Samples.DecisionId}", StringComparison.Ordinal)
            .Replace("{id}", $"{Samples.DecisionId}", StringComparison.Ordinal);
}

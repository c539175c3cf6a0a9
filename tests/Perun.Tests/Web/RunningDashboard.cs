using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Perun.Web;
using Perun.Web.Live;

namespace Perun.Tests.Web;

/// The real server on a free loopback port, over facts that a test sets.
internal sealed class RunningDashboard : IAsyncDisposable
{
    public const string Token = "test-token-0123456789-abcdef";

    private readonly WebApplication _app;

    private RunningDashboard(WebApplication app, Uri address, FakeFacts facts, FakeDesk desk, FactChanges changes)
    {
        (_app, Facts, Desk, Changes, Address) = (app, facts, desk, changes, address);
        Reader = new HttpClient { BaseAddress = address };
        Commands = new HttpClient { BaseAddress = address };
        Commands.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public FakeFacts Facts { get; }

    public FakeDesk Desk { get; }

    public FactChanges Changes { get; }

    public Uri Address { get; }

    /// A browser: no token.
    public HttpClient Reader { get; }

    /// A command: with the token.
    public HttpClient Commands { get; }

    public IReadOnlyList<RouteEndpoint> Routes =>
        [.. _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    public static async Task<RunningDashboard> StartAsync(Func<WebOptions, WebOptions>? change = null)
    {
        var facts = new FakeFacts();
        var desk = new FakeDesk();
        var changes = new FactChanges();
        var options = new WebOptions { Port = 0, Token = Token };
        options = change?.Invoke(options) ?? options;
        var app = Dashboard.Build(options, facts, desk, changes);
        var address = await Dashboard.StartAsync(app, options, CancellationToken.None);
        return new RunningDashboard(app, address, facts, desk, changes);
    }

    public static HttpRequestMessage Request(HttpMethod method, string path, string? host = null, string? origin = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (host is not null)
            request.Headers.Host = host;
        if (origin is not null)
            request.Headers.TryAddWithoutValidation("Origin", origin);
        return request;
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Reader.Dispose();
        Commands.Dispose();
        await _app.DisposeAsync();
    }
}

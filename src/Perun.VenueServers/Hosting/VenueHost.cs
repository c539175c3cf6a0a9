using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Perun.VenueServers.Faults;

namespace Perun.VenueServers.Hosting;

/// A venue's server on the loopback address: REST and WebSockets on one port. What goes wrong on demand comes first, then the
/// venue's own routes.
public sealed class VenueHost : IAsyncDisposable
{
    private const int LargestBody = 1024 * 1024;

    private readonly WebApplication _app;

    private VenueHost(WebApplication app, Uri address) => (_app, Address) = (app, address);

    /// Without a path.
    public Uri Address { get; }

    /// <param name="port">0 takes any that is free.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<VenueHost> StartAsync(string name, int port, WireFaults faults, Action<IEndpointRouteBuilder> map, CancellationToken cancel)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = name, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MinResponseDataRate = null; // slow answers are one of the faults
            kestrel.Listen(IPAddress.Loopback, port, static listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddRoutingCore().Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var app = builder.Build();
        try
        {
            app.Use(static next => context =>
            {
                if (context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade) context.Features.Set<IHttpUpgradeFeature>(new TappedUpgrade(upgrade));
                return next(context);
            });
            app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
            app.Use(next => context => faults.InvokeAsync(context, next));
            app.UseRouting();
            map(app);
            await app.StartAsync(cancel);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        return new VenueHost(app, new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()));
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }
}

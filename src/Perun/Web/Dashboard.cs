using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Perun.Backtest.Keeping;
using Perun.Facts;
using Perun.Web.Api;
using Perun.Web.Gates;
using Perun.Web.Live;
using Perun.Web.Pages;

namespace Perun.Web;

/// The pages a person reads and the API the commands use, on the loopback address only.
public static class Dashboard
{
    private const int LargestBody = 16 * 1024;
    private const int ShortestToken = 22;

    public static WebApplication Build(WebOptions options, IFacts facts, IOperatorDesk desk, IFactChanges changes)
    {
        if (options.Token.Length < ShortestToken)
            throw new ArgumentException($"the API token needs at least {ShortestToken} characters", nameof(options));

        // Empty: no environment variable, settings file or working directory has a say in how this listens.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = "perun",
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Limit(kestrel, options.Port));
        builder.Services
            .AddRoutingCore()
            .AddSingleton(options.Loggers)
            .AddSingleton<PageRenderer>()
            .AddSingleton(services => new LiveOverview(
                facts, changes, services.GetRequiredService<PageRenderer>(), options.FactsPatience))
            .AddSingleton(_ => new Paces(options.RequestsPerSecond))
            .AddSingleton<IHostLifetime, OwnedLifetime>()
            .Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(3));

        var app = builder.Build();
        var pages = app.Services.GetRequiredService<PageRenderer>();
        var overview = app.Services.GetRequiredService<LiveOverview>();

        app.UseMiddleware<HeaderGate>();
        app.UseMiddleware<TroubleGate>();
        app.UseMiddleware<HostGate>();
        app.UseMiddleware<OriginGate>();
        app.UseRouting();
        app.UseMiddleware<TokenGate>(options.Token);
        app.UseMiddleware<PaceGate>();

        AssetEndpoints.Map(app);
        new PageEndpoints(facts, pages, options.FactsPatience).Map(app);
        new RunEndpoints(options.RunsFolder is { } folder ? new RunShelf(folder) : null, facts, pages, options.FactsPatience).Map(app);
        new LiveEndpoints(overview, facts, pages, changes, options, app.Lifetime.ApplicationStopping).Map(app);
        new FactsEndpoints(facts, options.FactsPatience).Map(app);
        new OperatorEndpoint(desk).Map(app);
        return app;
    }

    /// Starts to listen and says where.
    public static async Task<Uri> StartAsync(WebApplication app, WebOptions options, CancellationToken cancel)
    {
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new PortTakenException(options.Port, taken);
        }

        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        return new Uri(addresses!.Addresses.Single());
    }

    private static void Limit(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestBody;
        kestrel.Limits.MaxConcurrentConnections = 256;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
    }
}

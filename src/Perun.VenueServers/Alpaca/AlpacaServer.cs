using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Perun.VenueServers.Alpaca.Admin;
using Perun.VenueServers.Alpaca.Data;
using Perun.VenueServers.Alpaca.Streams;
using Perun.VenueServers.Alpaca.Trading;
using Perun.VenueServers.Faults;
using Perun.VenueServers.Floor;
using Perun.VenueServers.Hosting;

namespace Perun.VenueServers.Alpaca;

/// A server that speaks Alpaca's trading and market data protocols over the simulated world, on the loopback address.
public sealed class AlpacaServer : IAsyncDisposable
{
    private readonly VenueHost _host;
    private readonly FloorClock _clock;
    private readonly WireFaults _wire;

    private AlpacaServer(Venue venue, VenueHost host, FloorClock clock, WireFaults wire) => (Venue, _host, _clock, _wire) = (venue, host, clock, wire);

    public Venue Venue { get; }

    /// For trading and for market data alike, without a path.
    public Uri Address => _host.Address;

    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="ArgumentException">The world does not have one of the symbols.</exception>
    public static async Task<AlpacaServer> StartAsync(AlpacaSettings settings, CancellationToken cancel)
    {
        var begun = settings.Wall.GetUtcNow();
        var venue = new Venue(settings);
        var clock = new FloorClock(venue.Floor, settings.Speed, settings.Wall, begun);
        try
        {
            var faults = new WireFaults(venue.Faults, AdminDoor.Root, () => venue.Elapsed, settings.Wall, ErrorBody);
            var host = await VenueHost.StartAsync("perun-venue-server", settings.Port, faults, routes =>
            {
                var gate = new Gatekeeper(venue, routes);
                AccountRoutes.Map(gate);
                MarketRoutes.Map(gate);
                OrderRoutes.Map(gate);
                PositionRoutes.Map(gate);
                DataRoutes.Map(gate, new DataStreams(venue));
                routes.Map("/stream", new TradingStream(venue).ServeAsync);
                new AdminDoor(venue.Faults, faults, venue.Floor, clock, () => venue.Elapsed, venue.Strikes.Strike,
                    [.. venue.Accounts.Select(static account => (Action<Utf8JsonWriter>)(json => AccountBooks.Write(json, account)))],
                    venue.Accounts.ToDictionary(static account => account.Keys.Id, static account => (Action<decimal>)account.Transfer)).Map(routes);
            }, cancel);
            return new AlpacaServer(venue, host, clock, faults);
        }
        catch
        {
            await clock.DisposeAsync();
            throw;
        }
    }

    /// How many requests came, by method and path, whatever became of them.
    public IReadOnlyDictionary<string, long> Requests => _wire.Came;

    /// Moves the venue's time on by hand.
    public void Advance(TimeSpan by) => _clock.Advance(by);

    public async ValueTask DisposeAsync()
    {
        await _clock.DisposeAsync();
        await _host.DisposeAsync();
    }

    private static byte[] ErrorBody(int status) => new AlpacaError(status, status switch
    {
        429 => 42910000,
        422 => 42210000,
        500 => 50010000,
        _ => 0,
    }, status switch
    {
        429 => "rate limit exceeded",
        422 => "unprocessable entity",
        500 => "internal server error occurred",
        _ => "service unavailable",
    }).Body();
}

using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Perun.VenueServers.Faults;
using Perun.VenueServers.Floor;
using Perun.VenueServers.Hosting;
using Perun.VenueServers.Kraken.Accounts;
using Perun.VenueServers.Kraken.Rest;
using Perun.VenueServers.Kraken.Sockets;
using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken;

/// A server that speaks Kraken's REST interface and its WebSocket interface, version 2, over the simulated world, on the loopback
/// address.
public sealed class KrakenServer : IAsyncDisposable
{
    public const string PublicStream = "/v2";
    public const string PrivateStream = "/auth/v2";

    private readonly VenueHost _host;
    private readonly FloorClock _clock;
    private readonly WireFaults _wire;

    private KrakenServer(KrakenVenue venue, VenueHost host, FloorClock clock, WireFaults wire) => (Venue, _host, _clock, _wire) = (venue, host, clock, wire);

    /// For REST, without a path.
    public Uri Address => _host.Address;

    /// Everything that can go wrong on demand.
    public static IReadOnlyList<FaultWord> FaultWords => KrakenVenue.Words;

    internal KrakenVenue Venue { get; }

    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="ArgumentException">The world does not have one of the symbols.</exception>
    public static async Task<KrakenServer> StartAsync(KrakenServerSettings settings, CancellationToken cancel)
    {
        var begun = settings.Wall.GetUtcNow();
        var venue = new KrakenVenue(settings);
        var clock = new FloorClock(venue.Floor, settings.Speed, settings.Wall, begun);
        try
        {
            var faults = new WireFaults(venue.Faults, AdminDoor.Root, () => venue.Elapsed, settings.Wall, static _ => KrakenGate.Refusal(Errors.Unavailable));
            var host = await VenueHost.StartAsync("perun-venue-server", settings.Port, faults, routes =>
            {
                _ = new KrakenGate(venue, routes);
                var streams = new KrakenStreams(venue);
                routes.Map(PublicStream, context => streams.ServeAsync(context, isPrivate: false));
                routes.Map(PrivateStream, context => streams.ServeAsync(context, isPrivate: true));
                new AdminDoor(venue.Faults, faults, venue.Floor, clock, () => venue.Elapsed, venue.Strikes.Strike,
                    [.. venue.Accounts.Select(static account => (Action<Utf8JsonWriter>)(json => AccountBooks.Write(json, account)))],
                    venue.Accounts.ToDictionary(static account => account.Name, static account => (Action<decimal>)account.Transfer)).Map(routes);
            }, cancel);
            return new KrakenServer(venue, host, clock, faults);
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
}

using System.Text.Json.Nodes;
using Perun.VenueServers.Faults;
using Perun.VenueServers.Kraken;
using Perun.VenueServers.Kraken.Accounts;

namespace Perun.VenueServers.Tests.Kraken;

/// A simulated Kraken whose time stands still until a test moves it, and a client of its first account.
internal sealed class KrakenGround : IAsyncDisposable
{
    private KrakenGround(KrakenServer server) => (Server, Client) = (server, new KrakenClient(server.Address, KrakenKeySettings.Of("one")));

    public KrakenServer Server { get; }

    public KrakenClient Client { get; }

    public KrakenAccount Account => Server.Venue.Accounts[0];

    public static async Task<KrakenGround> OpenAsync(string faults = "", Func<KrakenServerSettings, KrakenServerSettings>? with = null)
    {
        var settings = new KrakenServerSettings
        {
            Seed = 11,
            Speed = 0,
            History = TimeSpan.FromHours(6),
            Symbols = ["BTC/USD", "ETH/USD", "DOGE/USD", "SOL/USD"],
            Accounts = [KrakenServerSettings.Account("one", 100_000), KrakenServerSettings.Account("two", 5_000)],
            HasLimits = false,
            Faults = FaultScript.Read(faults, KrakenServer.FaultWords),
        };
        return new KrakenGround(await KrakenServer.StartAsync(with?.Invoke(settings) ?? settings, TestContext.Current.CancellationToken));
    }

    public KrakenClient ClientOf(string account) => new(Server.Address, KrakenKeySettings.Of(account));

    public void Pass(double seconds) => Server.Advance(TimeSpan.FromSeconds(seconds));

    /// Lets time pass until something is so; an hour at most.
    public async Task PassUntilAsync(Func<Task<bool>> isSo)
    {
        for (var step = 0; step < 360; step++)
        {
            if (await isSo()) return;
            Pass(10);
        }
        Assert.Fail("it did not happen within an hour of the market");
    }

    public decimal Last(string pair = "XXBTZUSD")
    {
        lock (Server.Venue.Floor.Gate) return Server.Venue.Listing.TryFind(pair, out var found) ? Server.Venue.LastOf(found) : throw new ArgumentException($"there is no {pair}", nameof(pair));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}

internal static class Json
{
    public static decimal Number(this JsonNode? node) => decimal.Parse(node!.ToString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture);
}

using Perun.VenueServers.Faults;
using Perun.VenueServers.Kraken;
using Perun.VenueServers.Kraken.Accounts;
using Perun.VenueServers.Kraken.Listing;
using Perun.VenueServers.Kraken.Orders;

namespace Perun.Faults.Tests.Harness;

internal sealed class KrakenHouse(KrakenServer server, KrakenKeySettings key) : IHouse
{
    private static readonly string[] Traded = ["BTC/USD", "ETH/USD", "SOL/USD"];

    public KrakenServer Server => server;

    public KrakenAccount Account => server.Venue.Accounts[0];

    public DateTime Now => server.Venue.Floor.Now;

    public IReadOnlyList<(string Name, string Value)> Settings =>
        [("PERUN_VENUE", "kraken"), ("KRAKEN_API_KEY", key.Key), ("KRAKEN_API_SECRET", key.Secret), ("KRAKEN_BASE_URL", server.Address.ToString())];

    public IReadOnlyList<string> Symbols => Traded;

    public decimal Cash => At(() => Account.Cash);

    public IReadOnlyList<string> Struck => server.Venue.Faults.Look().Struck;

    public IReadOnlyDictionary<string, long> Requests => server.Requests;

    public IReadOnlyList<HouseOrder> Orders => At(() => Account.Open.Concat(Account.Ended).DistinctBy(static order => order.Id).Select(Of).ToArray());

    public static async Task<KrakenHouse> OpenAsync(NightPlan plan, TimeProvider clock, CancellationToken cancel)
    {
        var account = KrakenServerSettings.Account("one", 100_000);
        return new(await KrakenServer.StartAsync(new KrakenServerSettings
        {
            Seed = plan.Seed,
            Speed = 0,
            Start = plan.Start,
            History = TimeSpan.FromDays(1),
            Symbols = Traded,
            Accounts = [account],
            Wall = clock,
            FaultChance = plan.Chance,
            Faults = FaultScript.Read(plan.Faults, KrakenServer.FaultWords),
        }, cancel), account.Keys[0]);
    }

    public decimal Held(string symbol) => At(() => Account.Exchange.Account.PositionIn(Of(symbol).Id));

    public decimal Last(string symbol) => At(() => server.Venue.LastOf(Of(symbol)));

    public void Pass(TimeSpan time) => server.Advance(time);

    public void Script(string faults) => At(() =>
    {
        server.Venue.Faults.Add(FaultScript.Read(faults, KrakenServer.FaultWords).Select(rule => rule with { At = rule.At + server.Venue.Elapsed }));
        server.Venue.Strikes.Strike();
        return true;
    });

    public void Heal() => server.Venue.Faults.Clear();

    public void Transfer(decimal amount) => At(() =>
    {
        Account.Withdraw(-amount);
        return true;
    });

    public void Do(Action<KrakenVenue, KrakenAccount, TradingDoor> act) => At(() =>
    {
        act(server.Venue, Account, new TradingDoor(server.Venue));
        return true;
    });

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private KrakenPair Of(string symbol) => server.Venue.Listing.Pairs.Single(pair => pair.Symbol == symbol);

    private static HouseOrder Of(KrakenOrder order)
    {
        var isStop = order.Draft.Kind is OrderKind.StopLoss or OrderKind.StopLossLimit or OrderKind.TrailingStop or OrderKind.TrailingStopLimit;
        return new HouseOrder(order.Draft.ClientId ?? order.Id, order.Pair.Symbol, order.Draft.Side, isStop, order.Terms.Volume, order.Filled, order.IsOpen, order.IsOpen);
    }

    private T At<T>(Func<T> look)
    {
        lock (server.Venue.Floor.Gate) return look();
    }
}

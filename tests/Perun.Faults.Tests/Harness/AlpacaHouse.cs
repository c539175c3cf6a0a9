using Perun.Core.Orders;
using Perun.VenueServers.Alpaca;
using Perun.VenueServers.Alpaca.Accounts;
using Perun.VenueServers.Alpaca.Assets;
using Perun.VenueServers.Alpaca.Orders;
using Perun.VenueServers.Faults;
using Venue = Perun.VenueServers.Alpaca.Venue;

namespace Perun.Faults.Tests.Harness;

internal sealed class AlpacaHouse(AlpacaServer server) : IHouse
{
    private static readonly string[] Traded = ["AAPL", "SPY", "BTC/USD"];

    public AlpacaServer Server => server;

    public TradingAccount Account => server.Venue.Accounts[0];

    public DateTime Now => server.Venue.Floor.Now;

    public IReadOnlyList<(string Name, string Value)> Settings =>
        [("PERUN_VENUE", "alpaca"), ("ALPACA_API_KEY", Account.Keys.Id), ("ALPACA_SECRET_KEY", Account.Keys.Secret), ("ALPACA_BASE_URL", server.Address.ToString())];

    public IReadOnlyList<string> Symbols => Traded;

    public decimal Cash => At(() => Account.Cash);

    public IReadOnlyList<string> Struck => server.Venue.Faults.Look().Struck;

    public IReadOnlyDictionary<string, long> Requests => server.Requests;

    public IReadOnlyList<HouseOrder> Orders => At(() => Account.Orders.All.Where(static order => order.ReplacedBy is null && (order.Replaces is not { } before || before.ReplacedBy == order)).Select(Of).ToArray());

    public static async Task<AlpacaHouse> OpenAsync(NightPlan plan, TimeProvider clock, CancellationToken cancel) => new(await AlpacaServer.StartAsync(new AlpacaSettings
    {
        Seed = plan.Seed,
        Speed = 0,
        Start = plan.Start,
        History = TimeSpan.FromDays(1),
        Symbols = Traded,
        Wall = clock,
        FaultChance = plan.Chance,
        Faults = FaultScript.Read(plan.Faults, Venue.Words),
    }, cancel));

    public decimal Held(string symbol) => At(() => Account.PositionIn(Of(symbol)));

    public decimal Last(string symbol) => At(() => Account.LastPrice(Of(symbol)));

    public void Pass(TimeSpan time) => server.Advance(time);

    public void Script(string faults) => At(() =>
    {
        server.Venue.Faults.Add(FaultScript.Read(faults, Venue.Words).Select(rule => rule with { At = rule.At + server.Venue.Elapsed }));
        server.Venue.Strikes.Strike();
        return true;
    });

    public void Heal() => server.Venue.Faults.Clear();

    public void Transfer(decimal amount) => At(() =>
    {
        Account.Transfer(amount);
        return true;
    });

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private Asset Of(string symbol) => server.Venue.Assets.Find(symbol)!;

    private static HouseOrder Of(AlpacaOrder order)
    {
        var first = order;
        while (first.Replaces is { } before) first = before;
        var isStop = order.Terms.Type is OrderType.Stop or OrderType.StopLimit or OrderType.TrailingStop;
        return new HouseOrder(first.ClientId, order.Asset.Symbol, order.Side, isStop, order.Quantity ?? 0, order.Filled, order.IsOpen, order is { IsOpen: true, Status: not VenueServers.Alpaca.Orders.OrderStatus.Held });
    }

    private T At<T>(Func<T> look)
    {
        lock (server.Venue.Floor.Gate) return look();
    }
}

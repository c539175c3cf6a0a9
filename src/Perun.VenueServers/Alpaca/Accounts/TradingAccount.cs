using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Simulation.Exchange;
using Perun.VenueServers.Alpaca.Assets;
using Perun.VenueServers.Alpaca.Orders;
using Perun.VenueServers.Alpaca.Streams;
using Perun.VenueServers.Faults;
using Perun.VenueServers.Floor;

namespace Perun.VenueServers.Alpaca.Accounts;

/// One account: its keys, its exchange, its orders and what moved its money.
public sealed class TradingAccount : IFloorMember
{
    public const int MostActivities = 100_000;

    private readonly VenueFloor _floor;
    private readonly AssetList _assets;
    private readonly OrderDesk _desk;

    public TradingAccount(AccountKeys keys, VenueFloor floor, AssetList assets, ulong seed, FaultPlan faults)
    {
        (Keys, _floor, _assets) = (keys, floor, assets);
        Identities = new Identities(seed, "account " + keys.Id);
        Id = Alpaca.Identities.Of("account " + keys.Id);
        Number = $"PA{Math.Abs(BitConverter.ToInt32(Id.ToByteArray(), 0)) % 1_000_000_000:000000000}";
        Opened = floor.Now;
        Equity = new EquityHistory(keys.Cash, Opened);
        Exchange = floor.Open(keys.Cash, this);
        _desk = new OrderDesk(this, floor, faults);
    }

    public AccountKeys Keys { get; }

    public Guid Id { get; }

    public string Number { get; }

    public DateTime Opened { get; }

    public SimulatedExchange Exchange { get; }

    public OrderBook Orders { get; } = new();

    public List<Activity> Activities { get; } = [];

    public EquityHistory Equity { get; }

    public AccountConfiguration Configuration { get; set; } = new();

    public bool IsTradingBlocked { get; set; }

    /// Whoever wants to hear what becomes of orders.
    public TradeUpdates Updates { get; } = new();

    internal Identities Identities { get; }

    internal OrderDesk Desk => _desk;

    public decimal Cash => Exchange.Account.Cash;

    public string SymbolOf(InstrumentId instrument) => _assets[instrument].Symbol;

    public decimal PositionIn(Asset asset) => Exchange.Account.PositionIn(asset.Instrument);

    public decimal LastPrice(Asset asset) => Exchange.LastPrice(asset.Instrument);

    /// Cash and positions at their last prices.
    public decimal Worth() => Exchange.Snapshot().Equity;

    public decimal BuyingPower() => Math.Max(0, Exchange.Snapshot().BuyingPower - _desk.ReservedHere());

    /// How much of a position open exits would close; a pair of which one cancels the other counts once.
    public decimal HeldForOrders(Asset asset)
    {
        var position = PositionIn(asset);
        if (position == 0) return 0;
        var closing = position > 0 ? Side.Sell : Side.Buy;
        var held = 0m;
        var families = new HashSet<AlpacaOrder>();
        foreach (var order in Orders.OpenOf(asset))
        {
            if (order.Side != closing || order.Status == OrderStatus.Held) continue;
            if (!order.IsLinkedExit) held += order.Remaining;
            else if (families.Add(order.Parent ?? order)) held += order.Partners().Where(static other => other.IsOpen).Append(order).Max(static other => other.Remaining);
        }
        return held;
    }

    public void Add(Activity activity)
    {
        if (Activities.Count == MostActivities) Activities.RemoveRange(0, MostActivities / 4);
        Activities.Add(activity);
    }

    /// Money comes or goes, as by a transfer that somebody ordered elsewhere.
    public void Transfer(decimal amount)
    {
        Exchange.Account.Transfer(amount);
        Add(new CashActivity(Identities.Next(), _floor.Now, amount > 0 ? "CSD" : "CSW", amount, Words: "transfer"));
    }

    public void OnReport(in OrderReport report, DateTime now) => _desk.Take(report, now);

    public void OnOpening(DateTime now) => _desk.Open(now);

    /// Positions change; orders stay as they are, as those do at Alpaca that are not to be reduced or increased.
    public void OnSplit(ShareSplit split, decimal price)
    {
        var asset = _assets[split.Instrument];
        var before = PositionIn(asset);
        if (before == 0) return;
        var paid = Exchange.Account.Split(split.Instrument, split.Ratio, price);
        Add(new CashActivity(Identities.Next(), split.Time, "SPLIT", paid, asset.Symbol, PositionIn(asset) - before, price, $"{Hosting.Reply.Text(split.Ratio)} new shares for one"));
    }

    public void OnClosing(DateTime now) => _desk.CloseAuction(now);

    public void OnTraded(InstrumentId instrument, in Stretch stretch) => _desk.Trail(_assets[instrument], stretch);

    public void OnTime(DateTime now)
    {
        _desk.Pass(now);
        Equity.Note(now, Worth());
    }
}

/// Who an account belongs to, and what it begins with.
public sealed record AccountKeys(string Id, string Secret, decimal Cash);

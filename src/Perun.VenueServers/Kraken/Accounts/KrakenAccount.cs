using System.Diagnostics.CodeAnalysis;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Simulation.Exchange;
using Perun.VenueServers.Faults;
using Perun.VenueServers.Floor;
using Perun.VenueServers.Kraken.Keys;
using Perun.VenueServers.Kraken.Limits;
using Perun.VenueServers.Kraken.Listing;

namespace Perun.VenueServers.Kraken.Accounts;

/// One client's books: orders, trades, ledger and holdings. The exchange's account is the truth about money; what stands here
/// tells it in Kraken's way.
internal sealed class KrakenAccount
{
    private readonly VenueFloor _floor;
    private readonly KrakenListing _listing;
    private readonly Dictionary<string, KrakenOrder> _orders = [];
    private readonly Dictionary<OrderId, KrakenOrder> _stages = [];
    private readonly Dictionary<string, KrakenTrade> _tradesById = [];
    private readonly Dictionary<string, LedgerEntry> _ledgerById = [];
    private readonly Dictionary<KrakenAsset, decimal> _balances = [];
    private readonly Dictionary<InstrumentId, DecayingCounter> _tradingCounters = [];
    private readonly List<KrakenOrder> _open = [], _ended = [];
    private readonly List<KrakenTrade> _trades = [];
    private readonly List<LedgerEntry> _ledger = [];
    private long _lastStage, _booked;

    public KrakenAccount(KrakenAccountSettings settings, VenueFloor floor, KrakenListing listing, ulong seed, Func<FaultWord, string, FaultRule?> struck)
    {
        (_floor, _listing, Struck) = (floor, listing, struck);
        Name = settings.Name;
        Limits = TierLimits.Of(settings.Tier);
        Elsewhere = settings.Elsewhere;
        Names = new NameMaker(seed, settings.Name);
        Keys = [.. settings.Keys.Select(key => new ApiKey(key.Name, key.Key, key.Secret, key.Permissions, floor.Now))];
        Desk = new OrderDesk(this, floor);
        Exchange = floor.Open(settings.Cash, Desk);
        var cash = listing.Pairs[0].Quote;
        if (settings.Cash > 0) Enter(Names.Ledger(), floor.Now, "deposit", cash, settings.Cash, 0);
    }

    public string Name { get; }

    public TierLimits Limits { get; }

    public IReadOnlyList<ApiKey> Keys { get; }

    public NameMaker Names { get; }

    public SimulatedExchange Exchange { get; }

    public OrderDesk Desk { get; }

    public IAccountListener? Listener { get; set; }

    /// The fault by this word that strikes this now, if one does.
    public Func<FaultWord, string, FaultRule?> Struck { get; }

    /// Holdings that can't be traded here, like staked coins: their names and amounts.
    public IReadOnlyDictionary<string, decimal> Elsewhere { get; }

    /// In the order in which they came.
    public IReadOnlyList<KrakenOrder> Open => _open;

    /// In the order in which they ended.
    public IReadOnlyList<KrakenOrder> Ended => _ended;

    public IReadOnlyList<KrakenTrade> Trades => _trades;

    public IReadOnlyList<LedgerEntry> Ledger => _ledger;

    public IEnumerable<(KrakenAsset Asset, decimal Balance)> Balances => _listing.Assets.Select(asset => (asset, BalanceOf(asset)));

    public decimal BalanceOf(KrakenAsset asset) =>
        _listing.Pairs.FirstOrDefault(pair => pair.Base == asset) is { } pair ? Exchange.Account.PositionIn(pair.Id) : Cash;

    public decimal Cash => Exchange.Account.Cash;

    /// What open orders lock.
    public decimal HoldOf(KrakenAsset asset)
    {
        if (_listing.Pairs.FirstOrDefault(pair => pair.Base == asset) is { } pair)
            return _open.Where(order => order.Pair == pair && order.Draft.Side == Side.Sell).Sum(static order => order.Remaining);
        var snapshot = Exchange.Snapshot();
        return snapshot.Cash - snapshot.BuyingPower;
    }

    public bool TryFind(string id, [NotNullWhen(true)] out KrakenOrder? order) => _orders.TryGetValue(id, out order);

    public bool TryFind(OrderId stage, [NotNullWhen(true)] out KrakenOrder? order) => _stages.TryGetValue(stage, out order);

    public KrakenTrade? FindTrade(string id) => _tradesById.GetValueOrDefault(id);

    public LedgerEntry? FindLedger(string id) => _ledgerById.GetValueOrDefault(id);

    /// The account's counter of what it does to orders of a pair.
    public DecayingCounter CounterOf(KrakenPair pair)
    {
        if (!_tradingCounters.TryGetValue(pair.Id, out var counter)) _tradingCounters.Add(pair.Id, counter = new DecayingCounter(Limits.TradingMost, Limits.TradingDecay));
        return counter;
    }

    public OrderId NextStage(KrakenOrder order)
    {
        order.Stage = new OrderId(++_lastStage);
        _stages.Add(order.Stage, order);
        return order.Stage;
    }

    public void Add(KrakenOrder order)
    {
        _orders.Add(order.Id, order);
        _open.Add(order);
    }

    /// Never was: the exchange refused it.
    public void Forget(KrakenOrder order)
    {
        _orders.Remove(order.Id);
        _open.Remove(order);
    }

    public void End(KrakenOrder order, OrderStatus status, DateTime now, string? reason)
    {
        order.End(status, now, reason);
        if (_open.Remove(order)) _ended.Add(order);
    }

    /// Executions of the exchange that are not in these books yet, in their order.
    public IReadOnlyList<KrakenTrade> BookNew()
    {
        var account = Exchange.Account;
        if (account.FillCount == _booked) return [];
        var fresh = account.Fills.Skip(account.Fills.Count - (int)(account.FillCount - _booked)).ToList();
        _booked = account.FillCount;
        return fresh.ConvertAll(Book);
    }

    public void Withdraw(decimal amount) => Transfer(-amount);

    /// Cash comes or goes by another way than trading.
    public void Transfer(decimal amount)
    {
        Exchange.Account.Transfer(amount);
        Enter(Names.Ledger(), _floor.Now, amount > 0 ? "deposit" : "withdrawal", _listing.Pairs[0].Quote, amount, 0);
        Listener?.OnSettled(this);
    }

    public void Tell(KrakenOrder order, OrderEvent what, DateTime now, KrakenTrade? trade = null) => Listener?.OnOrder(this, order, what, trade, now);

    private KrakenTrade Book(VenueFill fill)
    {
        var order = _stages[fill.Order];
        var (id, pair, sign) = (Names.Trade(), order.Pair, fill.Side.Sign());
        var value = fill.Quantity * fill.Price;
        var trade = new KrakenTrade(id, _floor.Record.LastPrint(pair.Id)?.Number ?? 0, order, fill.Price, fill.Quantity, fill.Fee, fill.Liquidity == Liquidity.Maker, fill.Time)
        {
            Ledgers = [Enter(id, fill.Time, "trade", pair.Base, sign * fill.Quantity, 0), Enter(id, fill.Time, "trade", pair.Quote, -sign * value, fill.Fee)],
            FilledSoFar = order.Filled + fill.Quantity,
            CostSoFar = order.Cost + value,
        };
        order.Book(trade);
        _trades.Add(trade);
        _tradesById.Add(id, trade);
        return trade;
    }

    private string Enter(string refId, DateTime time, string type, KrakenAsset asset, decimal amount, decimal fee)
    {
        var balance = _balances[asset] = _balances.GetValueOrDefault(asset) + amount - fee;
        var entry = new LedgerEntry(Names.Ledger(), refId, time, type, asset, amount, fee, balance);
        _ledger.Add(entry);
        _ledgerById.Add(entry.Id, entry);
        Listener?.OnLedger(this, entry);
        return entry.Id;
    }
}

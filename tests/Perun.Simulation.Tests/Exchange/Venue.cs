using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.State;
using Perun.Simulation.Exchange;

namespace Perun.Simulation.Tests.Exchange;

/// A small venue to trade at: a share, a coin whose fee comes from what is bought, and a share with New York hours.
/// Slices follow one another, a minute each, from noon of a Wednesday in New York.
internal sealed class Venue
{
    public static readonly InstrumentId Share = new(0);
    public static readonly InstrumentId Coin = new(1);
    public static readonly InstrumentId Listed = new(2);
    public static readonly DateTime Start = new(2026, 3, 4, 17, 0, 0, DateTimeKind.Utc);

    private static readonly Instrument ShareTerms = new()
    {
        Symbol = "SHR",
        AssetClass = AssetClass.Equity,
        BaseAsset = "SHR",
        Hours = TradingHours.AroundTheClock,
        Tick = 0.01m,
        Lot = 1,
        MinQuantity = 1,
        CanBeShorted = true,
    };

    private static readonly Instrument CoinTerms = new()
    {
        Symbol = "CN/USD",
        AssetClass = AssetClass.Crypto,
        BaseAsset = "CN",
        Hours = TradingHours.AroundTheClock,
        Tick = 0.1m,
        Lot = 0.0001m,
        MinQuantity = 0.001m,
        MinNotional = 10,
        Fees = new FeeSchedule { TakerRate = 0.0025m, MakerRate = 0.0015m, Asset = FeeAsset.Credited },
    };

    private long _lastId;

    /// <param name="coinFees">The coin's, where they are not a quarter of a percent of what is bought.</param>
    public Venue(ExchangeRules? rules = null, FeeSchedule? coinFees = null, FeeSchedule? shareFees = null)
    {
        Rules = rules ?? ExchangeRules.Frictionless;
        Universe = new Universe(ShareTerms with { Fees = shareFees ?? FeeSchedule.Free }, CoinTerms with { Fees = coinFees ?? CoinTerms.Fees }, ShareTerms with
        {
            Symbol = "LST",
            Hours = TradingHours.NewYork,
            CanBeShorted = false,
            Fees = new FeeSchedule { SellRate = 0.0000278m, SellPerShare = 0.000166m, SellPerShareCap = 8.30m },
        });
        Exchange = new SimulatedExchange(Universe, Rules);
        foreach (var instrument in (InstrumentId[])[Share, Coin, Listed])
            Exchange.Match(instrument, new Bar(Start.AddMinutes(-1), 100, 100, 100, 100, 1000), Start);
        Now = Start;
    }

    public ExchangeRules Rules { get; }

    public Universe Universe { get; }

    public SimulatedExchange Exchange { get; private set; }

    public DateTime Now { get; set; }

    public decimal Cash => Exchange.Account.Cash;

    public decimal Shares => Exchange.Account.PositionIn(Share);

    public decimal Coins => Exchange.Account.PositionIn(Coin);

    public OrderId NewId() => new(++_lastId);

    public OrderRequest Order(Side side, OrderType type, decimal quantity, decimal limit = 0, decimal stop = 0) => new()
    {
        Id = NewId(),
        Instrument = Share,
        Side = side,
        Type = type,
        Quantity = quantity,
        LimitPrice = limit,
        StopPrice = stop,
    };

    public OrderRequest Bracket(OrderRequest entry, decimal stop, decimal target) =>
        entry with { Legs = new BracketLegs { StopId = NewId(), StopPrice = stop, TargetId = target == 0 ? OrderId.None : NewId(), TargetPrice = target } };

    public OrderId Submit(OrderRequest order)
    {
        Exchange.Submit(order, Now);
        return order.Id;
    }

    /// The next minute of one instrument, and what the venue says after it.
    public List<OrderReport> Trade(double open, double high, double low, double close, InstrumentId instrument = default, double volume = 1000)
    {
        var end = Now.AddMinutes(1);
        Exchange.Match(instrument, new Bar(Now, open, high, low, close, volume), end);
        Exchange.Advance(end);
        Now = end;
        return Reports();
    }

    public List<OrderReport> Trade(double price) => Trade(price, price, price, price);

    public List<OrderReport> Reports()
    {
        var reports = new List<OrderReport>();
        while (Exchange.TryTakeReport(out var report)) reports.Add(report);
        return reports;
    }

    /// Buys at once at 100 and forgets the reports.
    public Venue Holding(decimal shares)
    {
        Submit(Order(Side.Buy, OrderType.Market, shares));
        Trade(100);
        return this;
    }

    public VenueOrder Find(OrderId id) => Exchange.Find(id).ShouldNotBeNull();

    public byte[] Save()
    {
        var stream = StateStream.Save();
        Exchange.Sync(stream);
        return stream.Saved.ToArray();
    }

    /// Goes on with an exchange that was loaded from saved bytes.
    public void Load(byte[] saved)
    {
        Exchange = new SimulatedExchange(Universe, Rules);
        var stream = StateStream.Load(saved);
        Exchange.Sync(stream);
        stream.ExpectEnd();
    }
}

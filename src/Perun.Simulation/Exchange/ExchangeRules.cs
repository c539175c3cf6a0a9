using Perun.Core.Instruments;

namespace Perun.Simulation.Exchange;

/// What becomes of a market order (or any that must fill at once) while the instrument's session is closed.
public enum WhenClosed
{
    Reject,

    /// It waits for the next slice, as a backtest on daily bars needs it.
    Queue,
}

/// How the simulated venue behaves and what it costs beyond fees. The defaults are realistic and quiet.
public sealed record ExchangeRules
{
    /// A venue that costs only the instrument's fees: no spread, slippage, latency or limit on volume.
    public static readonly ExchangeRules Frictionless = new()
    {
        EquitySpreadBasisPoints = 0,
        CryptoSpreadBasisPoints = 0,
        SlippageBasisPoints = 0,
        ImpactBasisPoints = 0,
        Latency = TimeSpan.Zero,
        VolumeShare = 0,
    };

    /// The whole spread; an order that takes pays half of it.
    public decimal EquitySpreadBasisPoints { get; init; } = 1.5m;

    public decimal CryptoSpreadBasisPoints { get; init; } = 4m;

    /// Added to the spread of every instrument, in its quote currency.
    public decimal SpreadAmount { get; init; }

    /// Paid on top of the spread by what fills at the market: market orders and triggered stops.
    public decimal SlippageBasisPoints { get; init; } = 0.5m;

    /// Paid on top by the same, in the quote currency a unit.
    public decimal SlippageAmount { get; init; }

    /// Paid on top by a market fill that is as large as the slice's volume; smaller fills pay in proportion.
    public decimal ImpactBasisPoints { get; init; } = 20m;

    /// What crypto costs an account that trades more, rising by volume; none where the instruments' own rates always hold.
    public IReadOnlyList<FeeTier> CryptoTiers { get; init; } = [];

    /// From sending a command until it takes effect at the venue and its answer can be taken.
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(80);

    /// The most that orders may take of a slice's volume, as a fraction; zero for no limit.
    public decimal VolumeShare { get; init; } = 0.2m;

    /// The chance that a fill is only a part of what was possible.
    public double PartialChance { get; init; }

    /// The chance that a sound order is refused all the same.
    public double RejectChance { get; init; }

    /// One report tells of a bracket's orders together, as far as one event moves them; else each is told by itself.
    public bool TellsBracketsWhole { get; init; }

    /// Whether reports carry the venue's own names of orders.
    public bool NamesOrders { get; init; } = true;

    public WhenClosed WhenClosed { get; init; } = WhenClosed.Reject;

    /// What an opening market or stop order must be able to pay beyond its expected cost, as a fraction: the price may move.
    public decimal MarketCushion { get; init; } = 0.02m;

    /// Open exits lock what they would sell, as at Alpaca and Kraken: a second exit for the same quantity is refused.
    public bool ExitsHoldQuantity { get; init; } = true;

    public decimal StartingCash { get; init; } = 100_000m;

    /// For the seeded chances above.
    public ulong Seed { get; init; } = 1;

    /// Beyond this a new order is rejected.
    public int MostOpenOrders { get; init; } = 10_000;

    /// Finished orders beyond this are forgotten, the oldest first: asking for one then finds nothing.
    public int MostFinishedOrders { get; init; } = 10_000;

    /// Fills beyond this leave the list, the oldest first; the books keep their sums.
    public int MostFills { get; init; } = 10_000;

    /// Reports that nobody takes; beyond this the exchange throws, because dropping one would be worse.
    public int MostWaitingReports { get; init; } = 100_000;

    internal PriceCost HalfSpread(AssetClass assetClass) =>
        new((assetClass == AssetClass.Crypto ? CryptoSpreadBasisPoints : EquitySpreadBasisPoints) / 20_000m, SpreadAmount / 2);

    /// <param name="share">How much of the slice's volume is taken, from 0 to 1.</param>
    internal PriceCost Slippage(decimal share) => new((SlippageBasisPoints + ImpactBasisPoints * share) / 10_000m, SlippageAmount);
}

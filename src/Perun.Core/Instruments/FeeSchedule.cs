using System.Text.Json.Serialization;
using Perun.Core.Orders;

namespace Perun.Core.Instruments;

/// Where a fee is taken from.
public enum FeeAsset
{
    /// From the cash side of the trade.
    Quote,

    /// From what the trade credits: a buy delivers a little less of the asset, a sell a little less cash.
    Credited,
}

/// Whether a fill took resting liquidity or provided it.
public enum Liquidity
{
    Taker,
    Maker,
}

/// What trading costs: rates are fractions of the notional (0.0025 is 0.25 %).
public sealed record FeeSchedule
{
    public static readonly FeeSchedule Free = new();

    public decimal MakerRate { get; init; }

    public decimal TakerRate { get; init; }

    public FeeAsset Asset { get; init; } = FeeAsset.Quote;

    /// A regulator's fee on the notional of sells.
    public decimal SellRate { get; init; }

    /// A regulator's fee on each share sold, and the most it may be for one order.
    public decimal SellPerShare { get; init; }

    public decimal SellPerShareCap { get; init; }

    /// A regulator's fee on each share, bought or sold.
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] // a journal from before it was there reads and writes as it did
    public decimal PerShare { get; init; }

    /// A cash fee is a multiple of this, rounded up; zero leaves it to the venue's habit.
    public decimal Step { get; init; }

    public decimal RateOf(Liquidity liquidity) => liquidity == Liquidity.Maker ? MakerRate : TakerRate;

    /// Whether a fill on this side pays its fee in the asset itself.
    public bool IsPaidInBase(Side side) => Asset == FeeAsset.Credited && side == Side.Buy;
}

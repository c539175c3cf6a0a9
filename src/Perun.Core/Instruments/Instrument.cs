using System.Text.Json.Serialization;

namespace Perun.Core.Instruments;

public enum AssetClass
{
    Equity,
    Crypto,
}

/// When an instrument trades.
public enum TradingHours
{
    /// The New York Stock Exchange's regular session, with its holidays and early closes.
    NewYork,

    /// Every minute of every day.
    AroundTheClock,
}

/// What a venue can hold to protect a position.
public enum VenueProtection
{
    /// Stop and target along with the entry; one cancels the other.
    Bracket,

    /// A stop of its own.
    Stop,

    /// A stop that becomes a limit order: where the price jumps over it, it may never fill.
    StopLimit,

    /// Nothing that waits for a price.
    None,
}

/// What is traded: its names, its smallest steps, its hours and what trading it costs.
public sealed record Instrument
{
    private const decimal StopLimitSlack = 0.01m;

    /// The name used everywhere in Perun: "AAPL", "BTC/USD".
    public required string Symbol { get; init; }

    public required AssetClass AssetClass { get; init; }

    /// What a position in it consists of: "AAPL", "BTC".
    public required string BaseAsset { get; init; }

    /// What it is priced and paid in.
    public string QuoteCurrency { get; init; } = "USD";

    public required TradingHours Hours { get; init; }

    /// The smallest price step.
    public required decimal Tick { get; init; }

    /// The price step below a price of one; zero where it does not differ.
    public decimal TickBelowOne { get; init; }

    /// The smallest quantity step.
    public required decimal Lot { get; init; }

    public decimal MinQuantity { get; init; }

    /// The least an order may be worth, in the quote currency.
    public decimal MinNotional { get; init; }

    public bool CanBeShorted { get; init; }

    /// What its venue can hold to protect a position in it.
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] // a journal from before it was there reads and writes as it did
    public VenueProtection Protection { get; init; }

    public FeeSchedule Fees { get; init; } = FeeSchedule.Free;

    public decimal TickAt(decimal price) => TickBelowOne > 0 && price < 1 ? TickBelowOne : Tick;

    public bool IsOnTick(decimal price) => Step.IsOn(price, TickAt(price));

    public bool IsOnLot(decimal quantity) => Step.IsOn(quantity, Lot);

    /// The nearest allowed price in the stated direction.
    public decimal RoundPrice(decimal price, RoundTo direction) => Step.Round(price, TickAt(price), direction);

    /// The largest allowed quantity that is not more than the one given.
    public decimal RoundQuantityDown(decimal quantity) => Step.Round(quantity, Lot, RoundTo.Down);

    /// The smallest quantity that satisfies both of the venue's minimums at this price.
    public decimal LeastQuantityAt(decimal price)
    {
        var byNotional = MinNotional > 0 && price > 0 ? Step.Round(MinNotional / price, Lot, RoundTo.Up) : 0;
        return Math.Max(MinQuantity > 0 ? Step.Round(MinQuantity, Lot, RoundTo.Up) : 0, Math.Max(byNotional, Lot));
    }

    /// Where a protective stop-limit order has its limit: far enough from the stop to fill in most falls, and still a limit.
    public decimal StopLimitOf(decimal stop, bool isSell) =>
        RoundPrice(stop * (isSell ? 1 - StopLimitSlack : 1 + StopLimitSlack), isSell ? RoundTo.Down : RoundTo.Up);

    public override string ToString() => Symbol;
}

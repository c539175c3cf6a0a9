using Perun.Core.Instruments;

namespace Perun.Simulation.Exchange;

/// A position as the venue reports it.
/// <param name="Quantity">Negative for a short position.</param>
/// <param name="AveragePrice">What it cost on average, before fees.</param>
/// <param name="LastPrice">The last trade of the instrument.</param>
public readonly record struct VenuePosition(InstrumentId Instrument, decimal Quantity, decimal AveragePrice, decimal LastPrice)
{
    public decimal MarketValue => Quantity * LastPrice;
}

/// An account at one moment, as its owner may ask for it.
public sealed record AccountSnapshot(
    decimal Cash,
    decimal BuyingPower,
    decimal FeesPaid,
    IReadOnlyList<VenuePosition> Positions,
    IReadOnlyList<VenueOrder> OpenOrders)
{
    /// Cash and positions at their last prices.
    public decimal Equity
    {
        get
        {
            var equity = Cash;
            foreach (var position in Positions) equity += position.MarketValue;
            return equity;
        }
    }
}

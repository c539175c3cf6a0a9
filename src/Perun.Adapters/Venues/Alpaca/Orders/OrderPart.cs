using Perun.Adapters.Venues.Alpaca.Rows;

namespace Perun.Adapters.Venues.Alpaca.Orders;

/// One of the orders that Alpaca made of ours: the first, or what a change put in the place of the one before.
internal sealed class OrderPart(string venueId)
{
    private const int SharePriceDecimals = 4;

    public string VenueId { get; } = venueId;

    /// The latest word of it; null where only its id is known.
    public OrderRow? Row { get; private set; }

    public decimal Filled { get; private set; }

    public decimal Value { get; private set; }

    /// The one before has given way to it.
    public bool IsInForce { get; set; }

    /// Something was reported of it.
    public bool IsTold { get; set; }

    /// It has ended, and that is noted.
    public bool IsFiled { get; set; }

    /// Counts fills by what Alpaca has in sum: what is told twice or late adds nothing. The value is the sum of the fills where each
    /// was heard, and else what the average makes of it.
    public void Take(OrderRow row, decimal? fillPrice, decimal? fillQuantity)
    {
        var added = row.Filled - Filled;
        if (added > 0)
        {
            if (fillPrice is > 0 and var price && fillQuantity == added) Value += added * price;
            else if (row.FilledAvgPrice is > 0 and var average) Value = ValueAt(row.Filled, average);
            else return; // a fill without a price is not news yet
            Filled = row.Filled;
        }
        // A word that is older than the last says nothing of how it stands.
        if (Row is null || added > 0 || row.Filled == Filled && (row.UpdatedAt ?? DateTime.MinValue) >= (Row.UpdatedAt ?? DateTime.MinValue)) Row = row;
    }

    /// An average is cut off somewhere; whole shares at prices of four decimals give it back.
    private static decimal ValueAt(decimal quantity, decimal average) =>
        decimal.Truncate(quantity) == quantity ? Math.Round(quantity * average, SharePriceDecimals) : quantity * average;
}

using Perun.Core.Orders;
using Perun.VenueServers.Kraken.Listing;

namespace Perun.VenueServers.Kraken.Orders;

internal enum KrakenTimeInForce
{
    GTC,
    IOC,
    GTD,
    FOK,
}

/// What is placed once an order fills, with its quantity, on the other side.
internal sealed record CloseDraft(OrderKind Kind, PriceTerm? Price, PriceTerm? Price2);

/// An order as it was asked for, whichever protocol asked.
internal sealed record OrderDraft
{
    public required KrakenPair Pair { get; init; }

    public required Side Side { get; init; }

    public required OrderKind Kind { get; init; }

    public required decimal Volume { get; init; }

    /// The volume is cash to spend.
    public bool IsVolumeInQuote { get; init; }

    /// The limit of limit orders, the trigger of those that have one.
    public PriceTerm? Price { get; init; }

    /// The limit of orders that have a trigger.
    public PriceTerm? Price2 { get; init; }

    public string Trigger { get; init; } = "last";

    public bool PostOnly { get; init; }

    public bool FeeInBase { get; init; }

    public bool NoPriceProtection { get; init; }

    public bool ReduceOnly { get; init; }

    public bool WantsMargin { get; init; }

    public KrakenTimeInForce TimeInForce { get; init; }

    public DateTime? Start { get; init; }

    public DateTime? Expire { get; init; }

    public DateTime? Deadline { get; init; }

    public decimal? DisplayVolume { get; init; }

    public string? ClientId { get; init; }

    public int? UserRef { get; init; }

    public CloseDraft? Close { get; init; }

    /// The parent's id, where this closes what another opened.
    public string? RefId { get; init; }

    /// What faults strike: "BTC/USD sell stop-loss".
    public string Subject => $"{Pair.Symbol} {Side.Word()} {Kind.Word()}";

    /// As AddOrder and the order records write them.
    public string Flags
    {
        get
        {
            var flags = new List<string>(4);
            if (PostOnly) flags.Add("post");
            flags.Add(FeeInBase ? "fcib" : "fciq");
            if (NoPriceProtection) flags.Add("nompp");
            if (IsVolumeInQuote) flags.Add("viqc");
            return string.Join(',', flags);
        }
    }
}

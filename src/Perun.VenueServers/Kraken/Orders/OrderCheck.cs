using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.VenueServers.Kraken.Listing;
using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken.Orders;

/// Turns what was asked for into terms, or says in Kraken's words why not. What it needs cash or holdings for is the exchange's to
/// say.
internal static class OrderCheck
{
    private const int MostDisplayParts = 15;
    private static readonly TimeSpan LongestDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(31);

    /// <param name="quote">The best prices now.</param>
    /// <param name="last">The last trade.</param>
    public static OrderTerms Check(OrderDraft draft, PairMode mode, in Quote quote, decimal last, DateTime now, TimeSpan skew = default)
    {
        NeedSoundWords(draft);
        NeedSoundTimes(draft, now + skew);
        NeedMode(draft, mode);
        var pair = draft.Pair;
        var (limit, trigger) = PricesOf(draft, last);
        NeedPrice(limit, pair);
        NeedPrice(trigger, pair);
        var volume = pair.Instrument.RoundQuantityDown(draft.IsVolumeInQuote ? draft.Volume / (decimal)quote.Ask : draft.Volume);
        if (volume < pair.Instrument.MinQuantity) throw new RefusedException(Errors.OrderMinimum);
        var price = limit > 0 ? limit : trigger > 0 ? trigger : last;
        if (volume * price < pair.Instrument.MinNotional) throw new RefusedException(Errors.CostMinimum);
        if (draft.DisplayVolume is { } shown && (draft.Kind != OrderKind.Iceberg || shown <= 0 || shown > volume || shown * MostDisplayParts < volume))
            throw new RefusedException(Errors.Invalid("displayvol"));
        return new OrderTerms(draft, volume, limit, trigger);
    }

    /// A UUID, 32 hexadecimal digits, or up to 18 plain characters.
    public static bool IsClientId(string text) =>
        Guid.TryParseExact(text, "D", out _) || Guid.TryParseExact(text, "N", out _) || (text.Length is > 0 and <= 18 && text.All(static character => character is > ' ' and <= '~'));

    public static void NeedDeadline(DateTime? deadline, DateTime now)
    {
        if (deadline is not { } moment) return;
        if (moment <= now) throw new RefusedException(Errors.DeadlineElapsed);
        if (moment > now + LongestDeadline) throw new RefusedException(Errors.Invalid("deadline"));
    }

    /// On the tick, above zero.
    public static void NeedPrice(decimal price, KrakenPair pair)
    {
        if (price < 0) throw new RefusedException(Errors.InvalidPrice);
        if (!pair.Instrument.IsOnTick(price)) throw new RefusedException(Errors.TickSize);
    }

    private static void NeedSoundWords(OrderDraft draft)
    {
        if (draft.Volume <= 0) throw new RefusedException(Errors.Invalid("volume"));
        if (draft.ClientId is { } id && (draft.UserRef is not null || draft.Close is not null || !IsClientId(id))) throw new RefusedException(Errors.Invalid("cl_ord_id"));
        if (draft.Kind == OrderKind.SettlePosition) throw new RefusedException(Errors.UnknownPosition);
        if (draft.WantsMargin) throw new RefusedException(Errors.CannotOpenPosition);
        if (draft.ReduceOnly) throw new RefusedException(Errors.ReduceOnly);
        if (draft.PostOnly && draft.Kind is not (OrderKind.Limit or OrderKind.Iceberg)) throw new RefusedException(Errors.Invalid("oflags"));
        if (draft.IsVolumeInQuote && (draft.Kind != OrderKind.Market || draft.Side != Side.Buy)) throw new RefusedException(Errors.Invalid("viqc"));
        if (draft.Kind.IsTrailing() && draft.Price is not { Basis: PriceBasis.Offset, Amount: > 0 }) throw new RefusedException(Errors.Invalid("price"));
        if (draft.Kind.HasLimit() && (draft.Kind.HasTrigger() ? draft.Price2 : draft.Price) is null) throw new RefusedException(Errors.Invalid(draft.Kind.HasTrigger() ? "price2" : "price"));
        if (draft.Kind.HasTrigger() && draft.Price is null) throw new RefusedException(Errors.Invalid("price"));
        if (draft.Kind == OrderKind.TrailingStopLimit && draft.Price2 is not { IsRelative: true }) throw new RefusedException(Errors.Invalid("price2"));
        var isAtOnce = draft.TimeInForce is KrakenTimeInForce.IOC or KrakenTimeInForce.FOK;
        if (isAtOnce && (draft.PostOnly || draft.Kind is not (OrderKind.Limit or OrderKind.Market))) throw new RefusedException(Errors.Invalid("timeinforce"));
        if (draft.Close is { } close && (close.Kind is OrderKind.Market or OrderKind.SettlePosition || close.Price is null || (close.Kind.IsTriggeredLimit() && close.Price2 is null)))
            throw new RefusedException(Errors.Invalid("close"));
    }

    private static void NeedSoundTimes(OrderDraft draft, DateTime now)
    {
        NeedDeadline(draft.Deadline, now);
        if ((draft.TimeInForce == KrakenTimeInForce.GTD) != (draft.Expire is not null)) throw new RefusedException(Errors.Invalid("expiretm"));
        if (draft.Expire is { } end && (end < now + ShortestLife || end > now + LongestLife)) throw new RefusedException(Errors.Invalid("expiretm"));
        if (draft.Start is { } start && (start < now || start > now + LongestLife)) throw new RefusedException(Errors.Invalid("starttm"));
    }

    private static void NeedMode(OrderDraft draft, PairMode mode)
    {
        var isAllowed = mode switch
        {
            PairMode.Online => true,
            PairMode.PostOnly => draft.PostOnly,
            PairMode.LimitOnly => draft.Kind is OrderKind.Limit or OrderKind.Iceberg,
            PairMode.Maintenance => throw new RefusedException(Errors.Unavailable),
            _ => false,
        };
        if (!isAllowed) throw new RefusedException(Errors.MarketIn(mode.Word()));
    }

    private static (decimal Limit, decimal Trigger) PricesOf(OrderDraft draft, decimal last)
    {
        var (kind, instrument) = (draft.Kind, draft.Pair.Instrument);
        if (kind == OrderKind.Market || kind.IsTrailing()) return (0, 0);
        var automatic = PriceTerm.AutomaticSide(kind, draft.Side);
        var price = Resolved(draft.Price!.Value, last, automatic, instrument);
        if (!kind.HasTrigger()) return (price, 0);
        return (kind.IsTriggeredLimit() ? Resolved(draft.Price2!.Value, last, automatic, instrument) : 0, price);
    }

    private static decimal Resolved(PriceTerm term, decimal last, int automatic, Instrument instrument)
    {
        var price = term.At(last, automatic);
        if (price <= 0) throw new RefusedException(Errors.InvalidPrice);
        return term.IsRelative ? instrument.RoundPrice(price, RoundTo.Nearest) : price;
    }
}

using Perun.Core.Instruments;
using Perun.VenueServers.Kraken.Faults;
using Perun.VenueServers.Kraken.Listing;
using Perun.VenueServers.Kraken.Orders;
using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken.Accounts;

/// What both protocols do to orders: they differ in spelling, not in this.
internal sealed class TradingDoor(KrakenVenue venue)
{
    public const int LeastInBatch = 2;
    public const int MostInBatch = 15;
    public const int MostCancelled = 50;
    private const long LongestSwitch = 86_400;

    public OrderTerms Check(OrderDraft draft) => OrderCheck.Check(draft, venue.ModeOf(draft.Pair), venue.QuoteOf(draft.Pair), venue.LastOf(draft.Pair), venue.Now, venue.Skew);

    /// An open order by its own id or the client's.
    public static KrakenOrder Find(KrakenAccount account, string? id, string? clientId)
    {
        if (id is null == clientId is null) throw new RefusedException(Errors.InvalidArguments);
        var order = id is null ? account.Open.FirstOrDefault(open => open.Draft.ClientId == clientId) : account.TryFind(id, out var known) ? known : null;
        return order is { IsOpen: true } ? order : throw new RefusedException(order is null ? Errors.UnknownOrder : Errors.InvalidOrder);
    }

    /// An order by its id, or all of a user's reference. At least one.
    public static IReadOnlyList<KrakenOrder> FindAll(KrakenAccount account, string id)
    {
        if (account.TryFind(id, out var order)) return order.IsOpen ? [order] : throw new RefusedException(Errors.UnknownOrder);
        var found = int.TryParse(id, out var userRef) ? account.Open.Where(open => open.Draft.UserRef == userRef).ToList() : account.Open.Where(open => open.Draft.ClientId == id).ToList();
        return found.Count > 0 ? found : throw new RefusedException(Errors.UnknownOrder);
    }

    /// All that are still open of those meant: a batch cancels what there is.
    public static IReadOnlyList<KrakenOrder> Known(KrakenAccount account, string id)
    {
        try
        {
            return FindAll(account, id);
        }
        catch (RefusedException)
        {
            return [];
        }
    }

    /// A row of a batch stands or falls by itself.
    public (OrderTerms? Terms, KrakenOrder? Order, string? Error) Try(KrakenAccount account, OrderDraft draft, bool isOnlyChecked)
    {
        try
        {
            if (venue.Faults.Strike(OrderFaults.RefuseRow, draft.Subject, venue.Elapsed) is not null) throw new RefusedException(Errors.InsufficientFunds);
            var terms = Check(draft);
            return (terms, isOnlyChecked ? null : account.Desk.Place(terms), null);
        }
        catch (RefusedException refused)
        {
            return (null, null, refused.Message);
        }
    }

    public (OrderTerms Terms, KrakenOrder? Order) Edit(KrakenAccount account, KrakenOrder order, OrderDraft asked, bool isOnlyChecked)
    {
        if (order.Draft.Close is not null || order.Draft.ClientId is not null || order.IsTriggered) throw new RefusedException(Errors.InvalidOrder);
        if (asked.Volume <= order.Filled) throw new RefusedException(Errors.Invalid("volume"));
        var terms = Check(asked with { IsVolumeInQuote = false });
        return (terms, isOnlyChecked ? null : account.Desk.Edit(order, terms));
    }

    /// Now, and when everything will be cancelled unless asked again; "0" where it is off.
    public (string Now, string Then) CancelAllAfter(KrakenAccount account, Fields fields)
    {
        var seconds = fields.Whole("timeout") ?? throw new RefusedException(Errors.Invalid("timeout"));
        if (seconds is < 0 or >= LongestSwitch) throw new RefusedException(Errors.Invalid("timeout"));
        account.Desk.CancelAllAfter(seconds == 0 ? null : TimeSpan.FromSeconds(seconds));
        return (Moments.Text(venue.Now), account.Desk.CancelAllAt is { } moment ? Moments.Text(moment) : "0");
    }

    public void NeedCancelling()
    {
        if (venue.Mode == PairMode.Maintenance) throw new RefusedException(Errors.Unavailable);
    }

    /// <param name="quantity">Null leaves it as it is, as with the others.</param>
    public void Amend(KrakenAccount account, KrakenOrder order, decimal? quantity, PriceTerm? limit, PriceTerm? trigger, decimal? shown, bool? postOnly, DateTime? deadline)
    {
        OrderCheck.NeedDeadline(deadline, venue.ClockTime);
        if (quantity is null && limit is null && trigger is null && shown is null) throw new RefusedException(Errors.InvalidArguments);
        var (kind, draft) = (order.Draft.Kind, order.Draft);
        if ((limit is not null && !kind.HasLimit()) || (trigger is not null && !kind.HasTrigger()) || kind == OrderKind.Market) throw new RefusedException(Errors.InvalidArguments);
        if (kind.IsTrailing() && (limit ?? trigger) is not null) throw new RefusedException(Errors.InvalidArguments); // the exchange moves those itself
        var last = venue.LastOf(order.Pair);
        var automatic = PriceTerm.AutomaticSide(kind, draft.Side);
        var changed = draft with
        {
            Volume = quantity ?? order.Terms.Volume,
            IsVolumeInQuote = false,
            Price = Absolute(kind.HasTrigger() ? trigger : limit) ?? draft.Price,
            Price2 = Absolute(kind.HasTrigger() ? limit : null) ?? draft.Price2,
            DisplayVolume = shown ?? draft.DisplayVolume,
            PostOnly = postOnly ?? draft.PostOnly,
            // Its times were right when it came.
            Start = null,
            Deadline = null,
            Expire = null,
            TimeInForce = draft.TimeInForce == KrakenTimeInForce.GTD ? KrakenTimeInForce.GTC : draft.TimeInForce,
        };
        var terms = Check(changed);
        account.Desk.Amend(order, terms with { Draft = changed with { Start = draft.Start, Expire = draft.Expire, TimeInForce = draft.TimeInForce } });

        PriceTerm? Absolute(PriceTerm? term) => term is not { IsRelative: true } relative ? term
            : new PriceTerm(PriceBasis.Absolute, order.Pair.Instrument.RoundPrice(relative.At(last, automatic), RoundTo.Nearest), IsPercent: false);
    }
}

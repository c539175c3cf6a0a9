using Perun.Adapters.Venues.Kraken.Orders;
using Perun.Adapters.Venues.Kraken.Pairs;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Adapters.Venues.Wire;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Kraken.Account;

/// Reads the account's books: open orders first and balances last, so that what fills in between is in the balances and not lost.
internal sealed class AccountReader(KrakenRest rest, KrakenListing listing, OpenOrderList open, KnownOrders orders, ClientIds ids, VenueLog log)
{
    private const int MostPages = 40;

    /// <param name="place">Null for no movements, only where to go on from.</param>
    /// <param name="followed">Which instrument a symbol is here; null where it is not followed.</param>
    /// <param name="lastPrice">Zero where nobody knows.</param>
    public async Task<Answer<VenueBooks>> ReadAsync(string? place, Func<string, InstrumentId?> followed, Func<string, decimal> lastPrice, CancellationToken cancel)
    {
        if (!(await listing.GetAsync(cancel)).TryGet(out var pairs, out var failure)) return failure;
        var from = rest.Now;
        if (!(await open.NewAsync(cancel)).TryGet(out var list, out failure)) return failure;
        var ledger = LedgerPlace.Read(place);
        IReadOnlyList<Movement> movements = [];
        var next = ledger ?? new LedgerPlace(rest.KrakenNow, rest.KrakenNow, []);
        if (ledger is not null)
        {
            if (!(await MovementsAsync(ledger, pairs, cancel)).TryGet(out var told, out failure)) return failure;
            (movements, next) = (told.Movements, told.Next);
        }
        var equity = await rest.PrivateAsync(new KrakenCall("TradeBalance", new KrakenForm().Add("asset", CashCode(pairs))), KrakenWire.Default.KrakenAnswerEquityRow, cancel);
        if (!(await rest.PrivateAsync(new KrakenCall("BalanceEx", new KrakenForm()), KrakenWire.Default.KrakenAnswerDictionaryStringBalanceRow, cancel)).TryGet(out var balances, out failure)) return failure;
        var cash = balances.Where(balance => pairs.IsCurrency(balance.Key)).Select(static balance => balance.Value).OfType<BalanceRow>().ToArray();
        return new VenueBooks
        {
            ReadFrom = from,
            ReadTo = rest.Now,
            Currency = pairs.Currency,
            Cash = cash.Sum(static row => row.Balance ?? 0),
            BuyingPower = cash.Sum(static row => (row.Balance ?? 0) - (row.HoldTrade ?? 0)),
            Equity = equity.TryGet(out var valued, out _) ? valued.Eb : null,
            Holdings = [.. balances.Select(balance => HoldingOf(balance.Key, balance.Value, pairs, lastPrice)).OfType<VenueHolding>()],
            OpenOrders = [.. list.Rows.Select(row => Booked(row.Key, row.Value, list.AskedAt, pairs, followed)).OfType<BookedOrder>()],
            Movements = movements,
            MovementsPlace = next.ToString(),
        };
    }

    private static string CashCode(PairBook pairs) => pairs.Pairs.Count > 0 ? pairs.Pairs[0].QuoteCode : pairs.Currency;

    /// What could not be sold because it is less than the smallest step is no holding.
    private static VenueHolding? HoldingOf(string code, BalanceRow? row, PairBook pairs, Func<string, decimal> lastPrice)
    {
        if (row?.Balance is not { } quantity || quantity == 0 || pairs.IsCurrency(code)) return null;
        var symbol = pairs.HoldingName(code);
        if (pairs.TryFind(symbol, out var pair) && Math.Abs(quantity) < pair.Instrument.Lot) return null;
        return new VenueHolding(symbol, quantity, null, lastPrice(symbol) is > 0 and var price ? price : null);
    }

    private BookedOrder? Booked(string venueId, OrderRow? row, DateTime askedAt, PairBook pairs, Func<string, InstrumentId?> followed)
    {
        if (row is null || OrderRecords.IsOver(row.Status) || OrderTerms.Of(row) is not { } terms) return null;
        var name = row.Descr?.Pair ?? "";
        var symbol = pairs.TryFind(name, out var pair) ? pair.Symbol : name;
        OrderReport? report = null;
        if (!orders.TryFind(venueId, row.ClOrdId, out var id, out var known) && row.ClOrdId is { } clientId) ids.TryRead(clientId, out id);
        if (!id.IsNone && (known is not null || followed(symbol) is not null))
            report = OrderRecords.Take(orders, known ?? orders.Follow(id, followed(symbol)!.Value, askedAt), venueId, row, askedAt);
        return new BookedOrder(id, venueId, row.ClOrdId, symbol, terms.Side, terms.Type, terms.Quantity, row.VolExec ?? 0, terms.LimitPrice, terms.StopPrice, report);
    }

    private async Task<Answer<LedgerNews>> MovementsAsync(LedgerPlace place, PairBook pairs, CancellationToken cancel)
    {
        var (seen, movements, newest) = (new HashSet<string>(StringComparer.Ordinal), new List<Movement>(), place.Last);
        for (var page = 0; page < MostPages; page++)
        {
            var form = new KrakenForm().Add("start", KrakenTime.WholeSecondsOf(place.From)).Add("ofs", seen.Count);
            if (!(await rest.PrivateAsync(new KrakenCall("Ledgers", form) { Cost = KrakenBudgets.ListCost }, KrakenWire.Default.KrakenAnswerLedgersRow, cancel)).TryGet(out var answer, out var failure)) return failure;
            var before = seen.Count;
            foreach (var (id, row) in answer.Ledger ?? new Dictionary<string, LedgerRow?>())
            {
                if (!seen.Add(id) || row is null) continue;
                var time = KrakenTime.Of(row.Time ?? 0);
                if (time > newest) newest = time;
                if (time > place.Last && !Movements.IsKnown(row)) log.Warn($"Kraken's ledger has an entry of a kind that is not known here ('{row.Type}', {row.Amount} {row.Asset}): it is not booked; where the books differ by it, look at Kraken and say `perun adopt cash`");
                if (time > place.Begin && !place.Taken.Contains(id) && Movements.Of(id, row, pairs) is { } movement) movements.Add(movement);
            }
            if (seen.Count != before && !(seen.Count >= answer.Count)) continue;
            movements.Sort(static (one, other) => (one.At, one.Id).CompareTo((other.At, other.Id)));
            return new LedgerNews(movements, place.After(movements, newest, seen));
        }
        return new Outcome.Down($"Kraken's ledger has more than {seen.Count} entries since {place.From:u}, too many for one reading");
    }

    private sealed record LedgerNews(IReadOnlyList<Movement> Movements, LedgerPlace Next);
}

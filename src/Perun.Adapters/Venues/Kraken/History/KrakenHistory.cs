using Perun.Adapters.Venues.Kraken.Pairs;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Kraken.History;

/// Past bars from Kraken. It keeps 720 candles of each length ready; what lies before them is made of its trades, a thousand at a time.
internal sealed class KrakenHistory(KrakenRest rest, KrakenListing listing) : IMarketHistory
{
    /// Of the 720, those that are surely still there when the question arrives.
    private const int CandlesKept = 700;

    private const string Candles = "candles";

    public IReadOnlyList<Timeframe> Timeframes => Timeframe.All;

    /// Pairs were listed at different times, and Kraken does not say when.
    public DateTime? Earliest(Instrument instrument, Timeframe timeframe, DateTime now) => null;

    public async Task<Answer<BarPage>> ReadAsync(Instrument instrument, Timeframe timeframe, DateTime from, DateTime to, string? place, CancellationToken cancel)
    {
        if (!Timeframes.Contains(timeframe)) return new Outcome.Refused($"Kraken has no bars of {timeframe}: it has {string.Join(", ", Timeframes)}");
        if (!(await listing.GetAsync(cancel)).TryGet(out var pairs, out var failure)) return failure;
        if (!pairs.TryFind(instrument.Symbol, out var pair)) return new Outcome.Refused($"Kraken does not list {instrument.Symbol}");
        from = Floor(from, timeframe) < from ? Floor(from, timeframe) + timeframe.Length : from;
        var kept = Floor(rest.KrakenNow - CandlesKept * timeframe.Length, timeframe);
        if (place == Candles || (place is null && from >= kept)) return await CandlesAsync(pair, timeframe, from > kept ? from : kept, to, cancel);
        var at = TradePlace.From(from);
        if (place is not null && !TradePlace.TryRead(place, out at)) return new Outcome.Refused($"'{place}' is no place in Kraken's history: begin the download anew");
        return await OfTradesAsync(pair, timeframe, from, to, kept, at, cancel);
    }

    private async Task<Answer<BarPage>> CandlesAsync(KrakenPair pair, Timeframe timeframe, DateTime from, DateTime to, CancellationToken cancel)
    {
        var form = new KrakenForm().Add("pair", pair.Key).Add("interval", timeframe.Minutes).Add("since", KrakenTime.WholeSecondsOf(from) - 1);
        if (!(await rest.PublicAsync("OHLC", form, KrakenWire.Default.KrakenAnswerDictionaryStringJsonElement, cancel)).TryGet(out var result, out var failure)) return failure;
        return new BarPage(CandleRows.Closed(result, from, to), null);
    }

    /// Pages until there is at least one bar to tell, or no more.
    private async Task<Answer<BarPage>> OfTradesAsync(KrakenPair pair, Timeframe timeframe, DateTime from, DateTime to, DateTime kept, TradePlace place, CancellationToken cancel)
    {
        // From there on candles are to be had, unless that is beyond what is wanted.
        var end = kept < to ? kept : to;
        var after = kept < to ? Candles : null;
        var bars = new List<Bar>();
        var (cursor, forming) = (place.Cursor, place.Forming);
        while (true)
        {
            var form = new KrakenForm().Add("pair", pair.Key).Add("since", cursor);
            if (!(await rest.PublicAsync("Trades", form, KrakenWire.Default.KrakenAnswerDictionaryStringJsonElement, cancel)).TryGet(out var result, out var failure)) return failure;
            var isOver = false;
            foreach (var trade in CandleRows.Trades(result))
            {
                if (trade.Time < from) continue;
                var time = Floor(trade.Time, timeframe);
                if (forming is { } bar && time > bar.Time)
                {
                    bars.Add(bar);
                    forming = null;
                }
                isOver = time >= end;
                if (isOver) break;
                forming = forming is { } open
                    ? open with { High = Math.Max(open.High, trade.Price), Low = Math.Min(open.Low, trade.Price), Close = trade.Price, Volume = open.Volume + trade.Quantity }
                    : new Bar(time, trade.Price, trade.Price, trade.Price, trade.Price, trade.Quantity);
            }
            var next = CandleRows.Place(result);
            // The end of all trades, or a place that does not move.
            if (isOver || next is null || next == cursor)
            {
                if (!isOver && forming is { } last && last.Time + timeframe.Length <= end) bars.Add(last);
                return new BarPage(bars, after);
            }
            cursor = next;
            if (bars.Count > 0) return new BarPage(bars, new TradePlace(cursor, forming).ToString());
        }
    }

    private static DateTime Floor(DateTime time, Timeframe timeframe) => new(time.Ticks / timeframe.Length.Ticks * timeframe.Length.Ticks, DateTimeKind.Utc);
}

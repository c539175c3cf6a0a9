using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Adapters.Venues.Wire;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Kraken.Pairs;

/// What Kraken lists, kept once it was read; and what of it is worth following.
internal sealed class KrakenListing(KrakenRest rest, string currency, VenueLog log)
{
    private const int PairsPerFeeQuestion = 100;

    private readonly Turn _turn = new();

    public PairBook Book { get; private set; } = PairBook.Empty(currency);

    public async Task<Answer<PairBook>> GetAsync(CancellationToken cancel)
    {
        if (Book.Pairs.Count > 0) return Book;
        await _turn.TakeAsync(cancel);
        try
        {
            return Book.Pairs.Count > 0 ? Book : await ReadAsync(cancel);
        }
        finally
        {
            _turn.Give();
        }
    }

    /// All pairs against the account's money, with what the account pays in fees and what the last day was like.
    public async Task<Answer<IReadOnlyList<ListedInstrument>>> ListAsync(bool hasKey, CancellationToken cancel)
    {
        await _turn.TakeAsync(cancel);
        try
        {
            if (!(await ReadAsync(cancel)).TryGet(out var book, out var failure)) return failure;
            if (!(await rest.PublicAsync("Ticker", new KrakenForm(), KrakenWire.Default.KrakenAnswerDictionaryStringTickerRow, cancel)).TryGet(out var tickers, out failure)) return failure;
            var fees = hasKey ? await FeesAsync(book, cancel) : [];
            return Answer.Of<IReadOnlyList<ListedInstrument>>([.. book.Pairs.Where(static pair => pair.Status != PairStatus.Closed).Select(pair => Listed(pair, tickers, fees))]);
        }
        finally
        {
            _turn.Give();
        }
    }

    private async Task<Answer<PairBook>> ReadAsync(CancellationToken cancel)
    {
        if (!(await rest.PublicAsync("Assets", new KrakenForm(), KrakenWire.Default.KrakenAnswerDictionaryStringAssetRow, cancel)).TryGet(out var assets, out var failure)) return failure;
        if (!(await rest.PublicAsync("AssetPairs", new KrakenForm(), KrakenWire.Default.KrakenAnswerDictionaryStringPairRow, cancel)).TryGet(out var rows, out failure)) return failure;
        var book = PairBook.Of(assets, rows, currency, out var odd);
        foreach (var sentence in odd.Take(10)) log.Warn(sentence);
        if (book.Pairs.Count == 0) return new Outcome.Refused($"Kraken lists nothing against {currency}: the account's money is one of those that it trades against, like USD or EUR");
        return Book = book;
    }

    /// What an account pays goes by what it traded in thirty days. Without an answer, the rates of a new one are assumed.
    private async Task<Dictionary<string, (decimal? Taker, decimal? Maker)>> FeesAsync(PairBook book, CancellationToken cancel)
    {
        var fees = new Dictionary<string, (decimal?, decimal?)>(StringComparer.Ordinal);
        foreach (var some in book.Pairs.Chunk(PairsPerFeeQuestion))
        {
            var form = new KrakenForm().Add("pair", string.Join(',', some.Select(static pair => pair.Key)));
            if (!(await rest.PrivateAsync(new KrakenCall("TradeVolume", form), KrakenWire.Default.KrakenAnswerVolumeRow, cancel)).TryGet(out var rates, out var failure))
            {
                log.Warn($"what the account pays in fees is not known ({failure.Words}); Kraken's rates for a new account are assumed");
                return fees;
            }
            foreach (var pair in some)
                fees[pair.Key] = (PairBook.RateOf(rates.Fees?.GetValueOrDefault(pair.Key)), PairBook.RateOf(rates.FeesMaker?.GetValueOrDefault(pair.Key)));
        }
        return fees;
    }

    private static ListedInstrument Listed(KrakenPair pair, Dictionary<string, TickerRow?> tickers, Dictionary<string, (decimal? Taker, decimal? Maker)> fees)
    {
        var instrument = pair.Instrument;
        if (fees.TryGetValue(pair.Key, out var rates) && rates.Taker is { } taker)
            instrument = instrument with { Fees = instrument.Fees with { TakerRate = taker, MakerRate = rates.Maker ?? taker } };
        var ticker = tickers.GetValueOrDefault(pair.Key);
        var (ask, bid, last) = (First(ticker?.A), First(ticker?.B), First(ticker?.C));
        var turnover = ticker is { V: { Count: > 1 } volumes, P: { Count: > 1 } averages } ? volumes[1] * averages[1] : 0;
        return new ListedInstrument(instrument, turnover, bid > 0 && ask >= bid ? (double)((ask - bid) / ask) : null, last, null);
    }

    private static decimal First(IReadOnlyList<decimal>? list) => list is { Count: > 0 } ? list[0] : 0;
}

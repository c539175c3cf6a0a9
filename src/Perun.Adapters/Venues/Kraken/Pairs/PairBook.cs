using System.Diagnostics.CodeAnalysis;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Core.Instruments;

namespace Perun.Adapters.Venues.Kraken.Pairs;

/// Everything that Kraken lists against one currency, found by any of its names. Names are looked up and never made of others by
/// rules: XTZ begins with X and is no old name, XXRP is one.
internal sealed class PairBook
{
    /// A rate that Kraken writes in percent.
    private const decimal Percent = 0.01m;

    private readonly Dictionary<string, KrakenPair> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _assetNames;

    private PairBook(Dictionary<string, string> assetNames, string currency) => (_assetNames, Currency) = (assetNames, currency);

    public static PairBook Empty(string currency) => new([], currency);

    /// The money that the account counts in: USD.
    public string Currency { get; }

    public IReadOnlyList<KrakenPair> Pairs { get; private init; } = [];

    /// <param name="odd">What was left out because it makes no sense, a sentence each.</param>
    public static PairBook Of(IReadOnlyDictionary<string, AssetRow?> assets, IReadOnlyDictionary<string, PairRow?> rows, string currency, out List<string> odd)
    {
        odd = [];
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (code, row) in assets) names[code] = KrakenNames.Common(row?.Altname ?? code);
        var pairs = new List<KrakenPair>();
        var book = new PairBook(names, currency) { Pairs = pairs };
        foreach (var (key, row) in rows.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            if (row is null || book.NameOf(row.Quote ?? "") != currency || row.AclassBase is not (null or "currency") || KrakenNames.IsFiat(book.NameOf(row.Base ?? ""))) continue;
            if (book.PairOf(key, row) is { } pair) pairs.Add(pair);
            else odd.Add($"Kraken's pair {key} has steps or minimums that can't be read, and is left out");
        }
        foreach (var pair in pairs)
            foreach (var name in (string[])[pair.Symbol, pair.Key, pair.Altname])
                book._byName.TryAdd(name, pair);
        return book;
    }

    public bool TryFind(string name, [NotNullWhen(true)] out KrakenPair? pair) => _byName.TryGetValue(name, out pair);

    /// The usual name of what a balance is held in: XXBT is BTC. What is on no list keeps its own.
    public string NameOf(string assetCode) => _assetNames.GetValueOrDefault(assetCode) ?? assetCode;

    /// Kraken's code of the account's money.
    public bool IsCurrency(string assetCode) => NameOf(assetCode) == Currency;

    /// What is held under this code as Perun names it: "BTC/USD" where it trades here, else the usual name ("EUR", "ETH2.S").
    public string HoldingName(string assetCode)
    {
        var symbol = $"{NameOf(assetCode)}/{Currency}";
        return _byName.TryGetValue(symbol, out var pair) && pair.BaseCode == assetCode ? symbol : NameOf(assetCode);
    }

    private KrakenPair? PairOf(string key, PairRow row)
    {
        if (row is not { Base: { } baseCode, Quote: { } quote, PairDecimals: >= 0 and <= 18 and var priceDecimals, LotDecimals: >= 0 and <= 18 and var lotDecimals }) return null;
        var tick = row.TickSize is > 0 and var told ? told : StepOf(priceDecimals);
        if (tick > 1_000_000 || row.Ordermin is < 0 || row.Costmin is < 0) return null;
        var name = NameOf(baseCode);
        return new KrakenPair(key, row.Altname ?? key, baseCode, quote, priceDecimals, lotDecimals, KrakenPair.StatusOf(row.Status), new Instrument
        {
            Symbol = $"{name}/{Currency}",
            AssetClass = AssetClass.Crypto,
            BaseAsset = name,
            QuoteCurrency = Currency,
            Hours = TradingHours.AroundTheClock,
            Tick = tick,
            Lot = StepOf(lotDecimals),
            MinQuantity = row.Ordermin ?? 0,
            MinNotional = row.Costmin ?? 0,
            Protection = VenueProtection.Stop,
            Fees = VenueFees.Kraken with
            {
                TakerRate = FirstRate(row.Fees) ?? VenueFees.Kraken.TakerRate,
                MakerRate = FirstRate(row.FeesMaker) ?? FirstRate(row.Fees) ?? VenueFees.Kraken.MakerRate,
            },
        });
    }

    /// The rate of who has traded nothing yet; what the account pays is asked for apart.
    private static decimal? FirstRate(IReadOnlyList<IReadOnlyList<decimal>?>? tiers) =>
        tiers is [{ Count: 2 } first, ..] && first[1] is >= 0 and < 10 and var percent ? percent * Percent : null;

    public static decimal? RateOf(RateRow? row) => row?.Fee is >= 0 and < 10 and var percent ? percent * Percent : null;

    private static decimal StepOf(int decimals) => new(1, 0, 0, isNegative: false, (byte)decimals);
}

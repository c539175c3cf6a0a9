using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Simulation.World;
using Perun.VenueServers.Kraken.Listing;

namespace Perun.VenueServers.Kraken.Books;

/// An order book around the best prices: which levels are there and how much rests at each is a function of the seed, the price
/// and how many trades there were, so that everybody sees the same book and a few levels of it change with each trade.
internal sealed class SyntheticBook
{
    public const int MostLevels = 1000;

    /// Between levels: half a basis point, or the tick where that is more.
    private const decimal Spacing = 0.00005m;
    private const uint PresentInTen = 8;
    private const long TradesPerChange = 16;
    private const double SecondsOfTurnover = 10;

    private readonly KrakenPair _pair;
    private readonly ulong _seed;
    private readonly double _usual;
    private readonly decimal _spacing;

    public SyntheticBook(KrakenPair pair, ulong seed)
    {
        _pair = pair;
        _seed = Mix(seed ^ Mix((ulong)pair.Id.Value + 1));
        WorldCatalog.TryFind(pair.Symbol, out var profile);
        _usual = profile.DailyTurnover / profile.StartPrice / TimeSpan.SecondsPerDay * SecondsOfTurnover;
        _spacing = Math.Max(pair.Instrument.Tick, Step.Round((decimal)profile.StartPrice * Spacing, pair.Instrument.Tick, RoundTo.Nearest));
    }

    /// The best levels of one side, the best first.
    /// <param name="trades">How many trades there were.</param>
    public BookLevel[] Side(bool isAsk, in Quote quote, long trades, int depth)
    {
        var levels = new BookLevel[depth];
        var best = _pair.Instrument.RoundPrice((decimal)(isAsk ? quote.Ask : quote.Bid), isAsk ? RoundTo.Up : RoundTo.Down);
        levels[0] = new BookLevel(best, Quantity(isAsk, (long)(best / _pair.Instrument.Tick), trades));
        var step = isAsk ? 1 : -1;
        var count = 1;
        for (var place = (long)decimal.Floor(best / _spacing) + (isAsk ? 1 : 0); count < depth; place += step)
        {
            var price = place * _spacing;
            if (price <= 0) return levels[..count];
            if (isAsk ? price <= best : price >= best) continue;
            var character = Mix(_seed ^ (ulong)place * 2 ^ (isAsk ? 1UL : 0));
            if (character % 10 >= PresentInTen) continue;
            var age = (trades + (long)(character >> 32) % TradesPerChange) / TradesPerChange;
            levels[count++] = new BookLevel(price, Quantity(isAsk, place, age));
        }
        return levels;
    }

    private decimal Quantity(bool isAsk, long place, long age)
    {
        var drawn = (Mix(Mix(_seed + (ulong)place) ^ (ulong)age * 2 ^ (isAsk ? 1UL : 0)) >> 11) / (double)(1UL << 53);
        return Math.Max(0.00000001m, decimal.Round((decimal)(_usual * (0.1 + 1.9 * drawn)), KrakenPair.LotDecimals));
    }

    private static ulong Mix(ulong value)
    {
        value = unchecked((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL);
        value = unchecked((value ^ (value >> 27)) * 0x94D049BB133111EBUL);
        return value ^ (value >> 31);
    }
}

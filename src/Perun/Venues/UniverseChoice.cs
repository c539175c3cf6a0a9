using Perun.Adapters.Venues;
using Perun.Commands;
using Perun.Configuration;
using Perun.Core.Instruments;

namespace Perun.Venues;

/// Which of a venue's instruments are traded: those that were named, or the most liquid ones.
internal static class UniverseChoice
{
    /// What is dearer to cross than this, cheaper than this, or younger than this, is not for a machine that nobody watches.
    private const double WidestSpread = 0.005;
    private const decimal LeastPrice = 0.000001m;
    private const decimal LeastSharePrice = 3m;
    private const int LeastDays = 30;

    public static IReadOnlyList<Instrument> Choose(UniverseWish wish, IReadOnlyList<ListedInstrument> listed, string currency, DateOnly? today = null) =>
        wish.Automatic is { } most ? Best(listed, most, currency, today) : Named(wish.Symbols, listed);

    private static IReadOnlyList<Instrument> Named(IReadOnlyList<string> symbols, IReadOnlyList<ListedInstrument> listed)
    {
        var known = listed.ToDictionary(one => one.Instrument.Symbol, one => one.Instrument, StringComparer.OrdinalIgnoreCase);
        var missing = symbols.Where(symbol => !known.ContainsKey(symbol)).ToList();
        if (missing.Count == 0) return [.. symbols.Select(symbol => known[symbol])];
        var some = string.Join(", ", known.Keys.Where(symbol => missing.Exists(one => symbol.StartsWith(one[..1], StringComparison.OrdinalIgnoreCase))).Take(8));
        throw new CommandFailedException(ExitCode.Usage, $"{string.Join(", ", missing)} can't be traded at this venue{(some.Length > 0 ? $" ({some} can)" : "")}: put DEFAULT_SYMBOLS right, or let it be chosen with auto:20.");
    }

    private static IReadOnlyList<Instrument> Best(IReadOnlyList<ListedInstrument> listed, int most, string currency, DateOnly? today)
    {
        Instrument[] best = [.. listed
            .Where(one => one.Instrument.QuoteCurrency == currency && !IsSteady(one.Instrument.BaseAsset))
            .Where(one => one.SpreadShare is not { } spread || spread <= WidestSpread)
            .Where(one => one.Price == 0 || one.Price >= (one.Instrument.AssetClass == AssetClass.Equity ? LeastSharePrice : LeastPrice))
            .Where(one => one.ListedSince is not { } since || today is not { } day || since.AddDays(LeastDays) <= day)
            .OrderByDescending(one => one.Turnover).ThenBy(one => one.Instrument.Symbol, StringComparer.Ordinal)
            .Take(most).Select(one => one.Instrument)];
        return best.Length > 0 ? best : throw new CommandFailedException(ExitCode.Environment, $"The venue lists nothing in {currency} that is liquid enough to be chosen: name instruments in DEFAULT_SYMBOLS.");
    }

    /// Coins that stand for money have no price to speak of.
    private static bool IsSteady(string asset) => asset is "USDT" or "USDC" or "DAI" or "PYUSD" or "USDG" or "RLUSD" or "TUSD" or "USD" or "EUR" or "GBP" or "USDQ" or "EURC" or "EURR" or "EURQ" or "EURT";
}

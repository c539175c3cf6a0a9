using Perun.Core.Instruments;
using static System.FormattableString;

namespace Perun.Backtest.Costs;

/// Whose fees a run pays.
/// <param name="CryptoTiers">What trading more makes of the crypto rates.</param>
public sealed record FeeModel(string Name, FeeSchedule Shares, FeeSchedule Crypto, IReadOnlyList<FeeTier> CryptoTiers)
{
    public static readonly FeeModel Alpaca = new("alpaca", VenueFees.AlpacaShares, VenueFees.AlpacaCrypto, VenueFees.AlpacaTiers);

    /// Kraken's crypto; what are shares cost what they cost at Alpaca.
    public static readonly FeeModel Kraken = new("kraken", VenueFees.AlpacaShares, VenueFees.Kraken, VenueFees.KrakenTiers);

    public static readonly FeeModel None = new("none", FeeSchedule.Free, FeeSchedule.Free, []);

    public static IReadOnlyList<FeeModel> Known { get; } = [Alpaca, Kraken, None];

    /// Reads the name of a venue, one rate like 10bp, or the maker's and the taker's like 0.16%/0.26%.
    public static FeeModel? Parse(string text)
    {
        if (Known.FirstOrDefault(model => model.Name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known) return known;
        var rates = text.Split('/', StringSplitOptions.TrimEntries);
        if (rates.Length > 2 || !Distance.TryParse(rates[0], out var maker) || !Distance.TryParse(rates[^1], out var taker) || maker.Amount > 0 || taker.Amount > 0) return null;
        var schedule = new FeeSchedule { MakerRate = maker.BasisPoints / 10_000, TakerRate = taker.BasisPoints / 10_000 };
        return new FeeModel(Invariant($"{maker.BasisPoints:0.####}bp/{taker.BasisPoints:0.####}bp"), schedule, schedule, []);
    }

    public Instrument On(Instrument instrument) => instrument with { Fees = instrument.AssetClass == AssetClass.Crypto ? Crypto : Shares };
}

namespace Perun.Core.Instruments;

/// What trading costs at the venues that Perun knows, as they publish it. Rates change now and then, and the newest are taken for
/// all of history. A schedule has the rates of an account that is new there; tiers say what more trading makes of them.
public static class VenueFees
{
    /// No commission; what the SEC takes of the value of sells, FINRA of the shares sold, and the audit trail (CAT) of every share.
    public static FeeSchedule AlpacaShares { get; } = new() { SellRate = 0.0000278m, SellPerShare = 0.000166m, SellPerShareCap = 8.30m, PerShare = 0.000046m };

    /// Taken from what is credited.
    public static FeeSchedule AlpacaCrypto { get; } = new() { MakerRate = 0.0015m, TakerRate = 0.0025m, Asset = FeeAsset.Credited };

    public static IReadOnlyList<FeeTier> AlpacaTiers { get; } =
    [
        new(100_000, 0.0012m, 0.0022m), new(500_000, 0.0010m, 0.0020m), new(1_000_000, 0.0008m, 0.0018m), new(10_000_000, 0.0005m, 0.0015m),
        new(25_000_000, 0.0002m, 0.0013m), new(50_000_000, 0.0002m, 0.0012m), new(100_000_000, 0, 0.0010m),
    ];

    /// Taken from the cash side, as Perun asks for it.
    public static FeeSchedule Kraken { get; } = new() { MakerRate = 0.0025m, TakerRate = 0.0040m };

    public static IReadOnlyList<FeeTier> KrakenTiers { get; } =
    [
        new(10_000, 0.0020m, 0.0035m), new(50_000, 0.0014m, 0.0024m), new(100_000, 0.0012m, 0.0022m), new(250_000, 0.0010m, 0.0020m), new(500_000, 0.0008m, 0.0018m),
        new(1_000_000, 0.0006m, 0.0016m), new(2_500_000, 0.0004m, 0.0014m), new(5_000_000, 0.0002m, 0.0012m), new(10_000_000, 0, 0.0010m),
    ];
}

using Perun.Backtest.Runs;
using Perun.Simulation.Exchange;
using static System.FormattableString;

namespace Perun.Backtest.Costs;

/// What a run assumes about getting filled, and about what it costs. The same assumptions hold for one run and for all of a sweep.
public sealed record FillAssumptions
{
    public const int MostLatencyBars = 1000;

    public static readonly FillAssumptions Usual = new();

    /// The whole spread; the usual one of the kind of market where none is given.
    public Distance? Spread { get; init; }

    /// What market orders and triggered stops pay beyond the spread.
    public Slippage Slippage { get; init; } = Slippage.Usual;

    /// How many bars after the close on which it was decided an order reaches the venue. With none it meets the next bar's open.
    public int LatencyBars { get; init; }

    /// The most that orders may take of a bar's volume, as a fraction; zero for no limit.
    public decimal VolumeShare { get; init; } = 0.2m;

    public FeeModel Fees { get; init; } = FeeModel.Alpaca;

    /// All of it in words, the same for the same assumptions.
    public string Words => string.Join("; ", [
        $"spread {Spread?.ToString() ?? "usual"}",
        $"slippage {Slippage}",
        Invariant($"fees {Fees.Name}"),
        VolumeShare == 0 ? "any volume" : Invariant($"at most {VolumeShare * 100:0.####} % of the volume"),
        .. LatencyBars > 0 ? (string[])[$"{LatencyBars} {(LatencyBars == 1 ? "bar" : "bars")} late"] : [],
    ]);

    /// The same run under these assumptions.
    public RunPlan On(RunPlan plan) => plan with
    {
        Markets = [.. plan.Markets.Select(market => market with { Instrument = Fees.On(market.Instrument) })],
        Venue = Rules(plan.Venue),
        LatencyBars = LatencyBars,
    };

    private ExchangeRules Rules(ExchangeRules rules)
    {
        var at = rules with
        {
            SlippageBasisPoints = Slippage.Fixed.BasisPoints,
            SlippageAmount = Slippage.Fixed.Amount,
            ImpactBasisPoints = Slippage.ImpactBasisPoints,
            VolumeShare = VolumeShare,
            CryptoTiers = Fees.CryptoTiers,
            Latency = TimeSpan.Zero,
        };
        return Spread is not { } spread ? at : at with { EquitySpreadBasisPoints = spread.BasisPoints, CryptoSpreadBasisPoints = spread.BasisPoints, SpreadAmount = spread.Amount };
    }
}

using Perun.Engine.Risk;

namespace Perun.Backtest.Reports.Differences;

/// Why a trade of the journal and its double differ.
public enum Cause
{
    /// The venue filled at another price than the bars let expect: spread, slippage, latency, the path inside a bar.
    FillPrice,

    /// The venue charged at another rate.
    Fee,

    /// Bought with another amount, because the account was worth something else by then or only a part was filled.
    Size,

    /// A bar came late, never, or with other prices than the store has now.
    Bar,

    /// The proposal reached the engine late.
    LateSignal,

    /// A limit or a brake held on one side only.
    Limit,

    /// The engine's other rules refused on one side only.
    Refusal,

    /// The program did not run.
    Restart,

    /// A person did it.
    Operator,

    /// The venue refused, lost or doubted an order, or left a position unprotected.
    VenueFault,

    /// What was held when the period began stood in the way.
    Carried,

    /// Nothing in the journal says why.
    Unexplained,
}

public static class Causes
{
    /// What a refusal comes from.
    public static Cause Of(Reason reason) => reason switch
    {
        Reason.KillSwitch or Reason.Flattening => Cause.Operator,
        Reason.SignalTooOld or Reason.SignalFromFuture => Cause.LateSignal,
        Reason.StaleData or Reason.NoPrice or Reason.SuspectPrice => Cause.Bar,
        Reason.InstrumentHalted or Reason.LedgerBroken or Reason.VenueNotReady or Reason.HeldOutside => Cause.VenueFault,
        Reason.Cooldown or Reason.LossStreak or Reason.StopOuts or Reason.Drawdown or Reason.SymbolLocked or Reason.TradesPerDay or Reason.DailyLoss
            or Reason.DailyProfitReached or Reason.TooManyPositions or Reason.TooLittleVolume or Reason.RiskPerTrade or Reason.PositionSize or Reason.BuyingPower
            or Reason.Exposure or Reason.BelowMinimum or Reason.AboveLimits or Reason.LowConfidence or Reason.SessionEnding => Cause.Limit,
        _ => Cause.Refusal,
    };

    public static string Words(this Cause cause) => cause switch
    {
        Cause.FillPrice => "fill price",
        Cause.Fee => "fee",
        Cause.Size => "size",
        Cause.Bar => "late or missing bar",
        Cause.LateSignal => "late signal",
        Cause.Limit => "a limit",
        Cause.Refusal => "a refusal",
        Cause.Restart => "a restart",
        Cause.Operator => "a person",
        Cause.VenueFault => "the venue",
        Cause.Carried => "held before",
        Cause.Unexplained => "unexplained",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

namespace Perun.Engine.Risk;

public enum VerdictKind
{
    /// Nothing was proposed, or nothing needed doing.
    Held,
    Allowed,

    /// Allowed with less (or, for a venue's minimum, a little more) than risk alone would have bought.
    Resized,
    Refused,
}

/// Which rule spoke. Stable names: they stand in the journal, on the page and in statistics.
public enum Reason
{
    None,
    Hold,
    LeavesPosition,
    KillSwitch,
    LedgerBroken,
    Flattening,
    MarketClosed,
    SessionEnding,
    InstrumentHalted,
    NoPrice,
    StaleData,
    SuspectPrice,
    LowConfidence,
    SignalTooOld,
    SignalFromFuture,
    PriceMoved,
    DuplicateSignal,
    AlreadyInPosition,
    NothingToLeave,
    ShortNotAllowed,
    StopOnWrongSide,
    TargetOnWrongSide,
    Cooldown,
    LossStreak,
    StopOuts,
    Drawdown,
    SymbolLocked,
    TradesPerDay,
    DailyLoss,
    DailyProfitReached,
    TooManyPositions,
    TooLittleVolume,
    RiskPerTrade,
    PositionSize,
    BuyingPower,
    Exposure,
    BelowMinimum,
    NotOnTick,
    NotOnLot,
    NotPositive,
    AboveLimits,
    UnknownInstrument,
    UnknownAction,
    VenueNotReady,
    HeldOutside,
}

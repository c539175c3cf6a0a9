using Perun.Core.Instruments;
using Perun.Core.Money;

namespace Perun.Engine;

/// What the engine may do. The limits live here and nowhere else; no analyst can reach them.
public sealed record EngineSettings
{
    /// The most one trade may lose at its stop, in percent of equity.
    public decimal RiskPerTradePercent { get; init; } = 1;

    public AmountOrPercent MaxPositionSize { get; init; } = AmountOrPercent.Percent(10);

    public int MaxPositions { get; init; } = 5;

    /// The most all positions together may be worth, in percent of equity.
    public decimal MaxExposurePercent { get; init; } = 100;

    public double MinConfidence { get; init; } = 0.5;

    /// Between trades of one symbol.
    public TimeSpan Cooldown { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan MaxSignalAge { get; init; } = TimeSpan.FromMinutes(5);

    /// The most the price may have moved since the signal, in percent.
    public decimal MaxPriceDriftPercent { get; init; } = 1;

    public int MaxTradesPerDay { get; init; } = 50;

    public AmountOrPercent MaxDailyLoss { get; init; } = AmountOrPercent.Percent(3);

    /// None when not set.
    public AmountOrPercent DailyProfitTarget { get; init; }

    /// The least average turnover a minute, in the quote currency; zero is no minimum.
    public double MinVolume { get; init; }

    /// Losses in a row after which entries cool off, and for how long.
    public int LossStreakLimit { get; init; } = 4;

    public TimeSpan CoolOff { get; init; } = TimeSpan.FromHours(1);

    /// Stop-outs within the window that pause entries, and for how long.
    public int StopOutLimit { get; init; } = 4;

    public TimeSpan StopOutWindow { get; init; } = TimeSpan.FromHours(4);

    public TimeSpan StopOutPause { get; init; } = TimeSpan.FromHours(2);

    /// Fall from the account's peak within the window that pauses entries, in percent, and for how long.
    public decimal MaxDrawdownPercent { get; init; } = 10;

    public int DrawdownWindowDays { get; init; } = 7;

    public TimeSpan DrawdownPause { get; init; } = TimeSpan.FromDays(1);

    /// Losing trades in a row that lock a symbol, and for how long.
    public int SymbolLossLimit { get; init; } = 3;

    public TimeSpan SymbolLock { get; init; } = TimeSpan.FromHours(12);

    /// Where a signal names no stop: this far from the price, in percent.
    public decimal DefaultStopPercent { get; init; } = 5;

    public bool LiquidateOnClose { get; init; }

    /// How long before the session's end positions are closed and entries stop, where positions don't stay overnight.
    public TimeSpan CloseLead { get; init; } = TimeSpan.FromMinutes(5);

    public bool AllowShort { get; init; }

    /// Orders may be given while the session is closed, for its next opening: what decides on daily bars needs it.
    public bool TradesWhileClosed { get; init; }

    /// Everything but sending.
    public bool ValidateOnly { get; init; }

    /// A market whose newest bar is older than this takes no entries.
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// The part of cash that an entry leaves untouched for fees and slippage, in percent.
    public decimal CashReservePercent { get; init; } = 1;

    /// How often a working order is asked about where all seems well: a report that never came is noticed so.
    public TimeSpan AskEvery { get; init; } = TimeSpan.FromMinutes(15);

    /// Finished orders that are remembered for late reports.
    public int FinishedOrdersKept { get; init; } = 4096;

    /// The most that is asked of a venue; where an instrument's venue can hold less, that.
    public ProtectionStyle Protection { get; init; } = ProtectionStyle.VenueBracket;

    /// How long a filled part may wait for its protection before the engine places a stop of its own.
    public TimeSpan ProtectionGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// How positions in an instrument are protected.
    public ProtectionStyle StyleFor(Instrument instrument)
    {
        var possible = instrument.Protection switch
        {
            VenueProtection.Bracket => ProtectionStyle.VenueBracket,
            VenueProtection.None => ProtectionStyle.EngineHeld,
            _ => ProtectionStyle.VenueStop,
        };
        return possible > Protection ? possible : Protection;
    }
}

/// Where an entry's stop and target rest.
public enum ProtectionStyle
{
    /// Stop and target go out with the entry, and the venue works them for what fills.
    VenueBracket,

    /// The stop rests at the venue once something has filled; the target is watched by the engine.
    VenueStop,

    /// The venue can hold neither: the engine watches both.
    EngineHeld,
}

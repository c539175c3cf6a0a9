using Perun.Core.Money;

namespace Perun.Configuration;

/// The limits, named as the engine names them.
public sealed record RiskSettings
{
    public required decimal RiskPerTradePercent { get; init; }

    public required AmountOrPercent MaxPositionSize { get; init; }

    public required int MaxPositions { get; init; }

    public required decimal MaxExposurePercent { get; init; }

    public required decimal DefaultStopPercent { get; init; }

    /// In the quote currency a minute; zero asks for none.
    public required double MinVolume { get; init; }

    public required double MinConfidence { get; init; }

    public required TimeSpan MaxSignalAge { get; init; }

    public required decimal MaxPriceDriftPercent { get; init; }

    public required TimeSpan Cooldown { get; init; }

    public required int MaxTradesPerDay { get; init; }

    public required AmountOrPercent MaxDailyLoss { get; init; }

    /// Not set where there is none.
    public required AmountOrPercent DailyProfitTarget { get; init; }

    public required bool LiquidateOnClose { get; init; }

    public required int LossStreakLimit { get; init; }

    public required TimeSpan CoolOff { get; init; }

    public required int StopOutLimit { get; init; }

    public required TimeSpan StopOutWindow { get; init; }

    public required TimeSpan StopOutPause { get; init; }

    public required decimal MaxDrawdownPercent { get; init; }

    public required int DrawdownWindowDays { get; init; }

    public required TimeSpan DrawdownPause { get; init; }

    public required int SymbolLossLimit { get; init; }

    public required TimeSpan SymbolLock { get; init; }

    internal static RiskSettings From(SettingsReading reading) => new()
    {
        RiskPerTradePercent = reading.Get(KnownSettings.RiskLimit),
        MaxPositionSize = reading.Get(KnownSettings.MaxPositionSize),
        MaxPositions = reading.Get(KnownSettings.MaxPositions),
        MaxExposurePercent = reading.Get(KnownSettings.MaxExposure),
        DefaultStopPercent = reading.Get(KnownSettings.DefaultStop),
        MinVolume = (double)reading.Get(KnownSettings.MinVolume),
        MinConfidence = (double)reading.Get(KnownSettings.MinConfidence),
        MaxSignalAge = reading.Get(KnownSettings.MaxSignalAge),
        MaxPriceDriftPercent = reading.Get(KnownSettings.MaxPriceDrift),
        Cooldown = reading.Get(KnownSettings.Cooldown),
        MaxTradesPerDay = reading.Get(KnownSettings.MaxTradesPerDay),
        MaxDailyLoss = reading.Get(KnownSettings.MaxDailyLoss),
        DailyProfitTarget = reading.Get(KnownSettings.DailyProfitTarget),
        LiquidateOnClose = reading.Get(KnownSettings.LiquidateOnClose),
        LossStreakLimit = reading.Get(KnownSettings.LossStreakLimit),
        CoolOff = reading.Get(KnownSettings.CoolOff),
        StopOutLimit = reading.Get(KnownSettings.StopOutLimit),
        StopOutWindow = reading.Get(KnownSettings.StopOutWindow),
        StopOutPause = reading.Get(KnownSettings.StopOutPause),
        MaxDrawdownPercent = reading.Get(KnownSettings.MaxDrawdown),
        DrawdownWindowDays = reading.Get(KnownSettings.DrawdownWindow),
        DrawdownPause = reading.Get(KnownSettings.DrawdownPause),
        SymbolLossLimit = reading.Get(KnownSettings.SymbolLossLimit),
        SymbolLock = reading.Get(KnownSettings.SymbolLock),
    };
}

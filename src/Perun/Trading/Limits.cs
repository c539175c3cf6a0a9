using Perun.Configuration;
using Perun.Engine;

namespace Perun.Trading;

/// The user's settings as the engine's limits.
internal static class Limits
{
    public static EngineSettings Of(PerunSettings settings)
    {
        var risk = settings.Risk;
        return new EngineSettings
        {
            RiskPerTradePercent = risk.RiskPerTradePercent,
            MaxPositionSize = risk.MaxPositionSize,
            MaxPositions = risk.MaxPositions,
            MaxExposurePercent = risk.MaxExposurePercent,
            MinConfidence = risk.MinConfidence,
            Cooldown = risk.Cooldown,
            MaxSignalAge = risk.MaxSignalAge,
            MaxPriceDriftPercent = risk.MaxPriceDriftPercent,
            MaxTradesPerDay = risk.MaxTradesPerDay,
            MaxDailyLoss = risk.MaxDailyLoss,
            DailyProfitTarget = risk.DailyProfitTarget,
            MinVolume = risk.MinVolume,
            LossStreakLimit = risk.LossStreakLimit,
            CoolOff = risk.CoolOff,
            StopOutLimit = risk.StopOutLimit,
            StopOutWindow = risk.StopOutWindow,
            StopOutPause = risk.StopOutPause,
            MaxDrawdownPercent = risk.MaxDrawdownPercent,
            DrawdownWindowDays = risk.DrawdownWindowDays,
            DrawdownPause = risk.DrawdownPause,
            SymbolLossLimit = risk.SymbolLossLimit,
            SymbolLock = risk.SymbolLock,
            DefaultStopPercent = risk.DefaultStopPercent,
            LiquidateOnClose = risk.LiquidateOnClose,
            ValidateOnly = settings.ValidateOnly,
        };
    }
}

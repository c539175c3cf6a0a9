using Perun.Backtest.Runs;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Engine;
using Perun.Simulation.Exchange;

namespace Perun.Backtest.Straight;

/// How far the straight path goes: one market, long positions, brackets that rest at the venue, and the limits, venue rules and
/// fees named here. Whatever else is set, also what may be invented later, goes through messages.
internal static class StraightReach
{
    private static readonly EngineSettings KnownLimits = new();
    private static readonly ExchangeRules KnownVenue = new();

    /// Null where it may reach; the bars have their say, too (`StraightMarket`).
    public static string? WhyNot(RunPlan run)
    {
        if (run.Markets.Count != 1) return "several markets share one account";
        var market = run.Markets[0];
        if (market.Detail is not null) return "finer bars settle what happens inside a bar";
        if (run.LatencyBars > 0) return "orders take time to arrive";
        return WhyNot(run.Limits) ?? WhyNot(run.Venue) ?? WhyNot(market.Instrument) ?? WhyNot(market.Instrument, run.Spec.Timeframe, run.Limits, run.Venue)
            ?? StraightLedger.WhyNot(market.Instrument, FeeMeter.StepOf(market.Instrument), run.Spec.StartCash);
    }

    private static string? WhyNot(EngineSettings limits)
    {
        if (limits.AllowShort) return "positions may be short";
        if (limits.LiquidateOnClose) return "positions don't stay overnight";
        if (limits.ValidateOnly || limits.Protection != ProtectionStyle.VenueBracket || limits.MinVolume > 0) return "the limits are unusual";
        if (limits.MaxPositions < 1 || limits.MaxSignalAge < TimeSpan.Zero || limits.StaleAfter < TimeSpan.Zero || limits.DefaultStopPercent is <= 0 or >= 100) return "the limits let nothing through";
        var rest = limits with
        {
            RiskPerTradePercent = KnownLimits.RiskPerTradePercent,
            MaxPositionSize = KnownLimits.MaxPositionSize,
            MaxPositions = KnownLimits.MaxPositions,
            MaxExposurePercent = KnownLimits.MaxExposurePercent,
            MinConfidence = KnownLimits.MinConfidence,
            Cooldown = KnownLimits.Cooldown,
            MaxSignalAge = KnownLimits.MaxSignalAge,
            MaxPriceDriftPercent = KnownLimits.MaxPriceDriftPercent,
            MaxTradesPerDay = KnownLimits.MaxTradesPerDay,
            MaxDailyLoss = KnownLimits.MaxDailyLoss,
            DailyProfitTarget = KnownLimits.DailyProfitTarget,
            MinVolume = KnownLimits.MinVolume,
            LossStreakLimit = KnownLimits.LossStreakLimit,
            CoolOff = KnownLimits.CoolOff,
            StopOutLimit = KnownLimits.StopOutLimit,
            StopOutWindow = KnownLimits.StopOutWindow,
            StopOutPause = KnownLimits.StopOutPause,
            MaxDrawdownPercent = KnownLimits.MaxDrawdownPercent,
            DrawdownWindowDays = KnownLimits.DrawdownWindowDays,
            DrawdownPause = KnownLimits.DrawdownPause,
            SymbolLossLimit = KnownLimits.SymbolLossLimit,
            SymbolLock = KnownLimits.SymbolLock,
            DefaultStopPercent = KnownLimits.DefaultStopPercent,
            StaleAfter = KnownLimits.StaleAfter,
            CashReservePercent = KnownLimits.CashReservePercent,
            TradesWhileClosed = KnownLimits.TradesWhileClosed,
        };
        return rest == KnownLimits ? null : "a limit is set that the straight path does not know";
    }

    private static string? WhyNot(ExchangeRules venue)
    {
        if (venue.Latency != TimeSpan.Zero) return "orders take time to arrive";
        if (venue.PartialChance > 0 || venue.RejectChance > 0) return "the venue fills and refuses by chance";
        if (venue.MostOpenOrders < 4) return "the venue takes too few orders";
        var rest = venue with
        {
            Latency = KnownVenue.Latency,
            EquitySpreadBasisPoints = KnownVenue.EquitySpreadBasisPoints,
            CryptoSpreadBasisPoints = KnownVenue.CryptoSpreadBasisPoints,
            SlippageBasisPoints = KnownVenue.SlippageBasisPoints,
            SpreadAmount = KnownVenue.SpreadAmount,
            SlippageAmount = KnownVenue.SlippageAmount,
            CryptoTiers = KnownVenue.CryptoTiers,
            ImpactBasisPoints = KnownVenue.ImpactBasisPoints,
            VolumeShare = KnownVenue.VolumeShare,
            WhenClosed = KnownVenue.WhenClosed,
            MarketCushion = KnownVenue.MarketCushion,
            StartingCash = KnownVenue.StartingCash,
            Seed = KnownVenue.Seed,
            ExitsHoldQuantity = KnownVenue.ExitsHoldQuantity,
            MostOpenOrders = KnownVenue.MostOpenOrders,
            MostFinishedOrders = KnownVenue.MostFinishedOrders,
            MostFills = KnownVenue.MostFills,
        };
        return rest == KnownVenue ? null : "the venue has a rule that the straight path does not know";
    }

    /// An order that is given out while the market is closed must be one that the venue keeps until it opens.
    private static string? WhyNot(Instrument instrument, Timeframe timeframe, EngineSettings limits, ExchangeRules venue) =>
        instrument.Hours != TradingHours.AroundTheClock && timeframe.CompareTo(Timeframe.D1) < 0 && limits.TradesWhileClosed && venue.WhenClosed == WhenClosed.Reject
            ? "the venue refuses what is ordered while it is closed"
            : null;

    private static string? WhyNot(Instrument instrument)
    {
        if (instrument.Tick <= 0 || instrument.Lot <= 0) return "prices and quantities have no smallest step";
        var plain = new Instrument { Symbol = instrument.Symbol, AssetClass = instrument.AssetClass, BaseAsset = instrument.BaseAsset, Hours = instrument.Hours, Tick = instrument.Tick, Lot = instrument.Lot };
        var rest = instrument with
        {
            QuoteCurrency = plain.QuoteCurrency,
            TickBelowOne = plain.TickBelowOne,
            MinQuantity = plain.MinQuantity,
            MinNotional = plain.MinNotional,
            CanBeShorted = plain.CanBeShorted,
            Fees = FeeSchedule.Free,
        };
        var fees = instrument.Fees with { MakerRate = 0, TakerRate = 0, SellRate = 0, SellPerShare = 0, SellPerShareCap = 0, PerShare = 0, Step = 0, Asset = FeeAsset.Quote };
        return rest == plain && fees == FeeSchedule.Free ? null : "the instrument has a fee or a rule that the straight path does not know";
    }
}

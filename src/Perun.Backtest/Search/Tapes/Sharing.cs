using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Strategies;
using Perun.Engine;
using Perun.Simulation.Exchange;

namespace Perun.Backtest.Search.Tapes;

/// Whether sets of a search may share work. Shared work knows one market, long positions, brackets that rest at the venue, and
/// the limits, venue rules and fees named here; whatever else is set, also what may be invented later, goes to the full engine.
internal static class Sharing
{
    /// Beyond this a run's curve is thinned.
    private const int MostBars = 1 << 18;

    /// Well below what the engine takes for a bad print.
    private const double LargestMove = 0.25;

    private static readonly EngineSettings KnownLimits = new();
    private static readonly ExchangeRules KnownVenue = new();

    /// Null where they may.
    public static string? WhyNot(SearchPlan plan)
    {
        var run = plan.Run;
        if (!plan.MayShare) return "it is switched off";
        if (!StrategyCatalog.All.Contains(plan.Space.Strategy)) return "nobody knows what a strategy of one's own remembers";
        if (run.Markets.Count != 1) return "several markets share one account";
        var market = run.Markets[0];
        if (market.Detail is not null) return "finer bars settle what happens inside a bar";
        if (run.LatencyBars > 0) return "orders take time to arrive";
        if (!plan.WarmUp.IsEmpty) return "the strategies are warmed up";
        return WhyNot(run.Limits) ?? WhyNot(run.Venue) ?? WhyNot(market.Instrument, run.Spec.Timeframe) ?? WhyNot(market.Bars, market.Instrument, run.Limits);
    }

    private static string? WhyNot(EngineSettings limits)
    {
        if (limits.AllowShort) return "positions may be short";
        if (limits.LiquidateOnClose) return "positions don't stay overnight";
        if (limits.ValidateOnly || limits.Protection != ProtectionStyle.VenueBracket || limits.MinVolume > 0) return "the limits are unusual";
        if (limits.MaxPositions < 1 || limits.MaxSignalAge < TimeSpan.Zero || limits.DefaultStopPercent is <= 0 or >= 100) return "the limits let nothing through";
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
        return rest == KnownLimits ? null : "a limit is set that shared work does not know";
    }

    private static string? WhyNot(ExchangeRules venue)
    {
        if (venue.Latency != TimeSpan.Zero) return "orders take time to arrive";
        if (venue.PartialChance > 0 || venue.RejectChance > 0) return "the venue fills and refuses by chance";
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
        return rest == KnownVenue ? null : "the venue has a rule that shared work does not know";
    }

    private static string? WhyNot(Instrument instrument, Timeframe timeframe)
    {
        if (instrument.Hours == TradingHours.NewYork && timeframe.CompareTo(Timeframe.D1) < 0) return "the market closes between bars";
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
        return rest == plain && fees == FeeSchedule.Free ? null : "the instrument has a fee or a rule that shared work does not know";
    }

    private static string? WhyNot(Bar[] bars, Instrument instrument, EngineSettings limits)
    {
        if (bars.Length is < 2 or > MostBars) return $"there are not 2 to {MostBars:#,##0} bars";
        var (lowest, highest) = (double.PositiveInfinity, 0.0);
        for (var i = 0; i < bars.Length; i++)
        {
            ref readonly var bar = ref bars[i];
            if (!bar.IsSane || !double.IsFinite(bar.Close * bar.Volume)) return $"the bar of {bar.Time:yyyy-MM-dd HH:mm} makes no sense";
            if (i > 0 && Math.Abs(bar.Close - bars[i - 1].Close) > bars[i - 1].Close * LargestMove) return $"the price jumps at {bar.Time:yyyy-MM-dd HH:mm}";
            (lowest, highest) = (Math.Min(lowest, bar.Low), Math.Max(highest, bar.High));
        }
        var tick = (double)instrument.Tick;
        if (highest > 1e11 || highest / tick > 1e14) return "prices are too large for their tick";
        if (instrument.TickBelowOne > 0 && lowest < 1.01) return "the tick changes with the price";
        return tick * 100 < (double)limits.MaxPriceDriftPercent * lowest * 0.99 ? null : "a tick is as large as the price may move";
    }
}

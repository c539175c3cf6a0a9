using Perun.Core.Money;
using Perun.Core.Orders;
using Perun.Engine;
using Perun.Engine.Ledger;
using Perun.Engine.Markets;
using Perun.Engine.Orders;
using Perun.Engine.Safety;

namespace Perun.Facts;

/// What the engine's state says right now, as values that any thread may read.
internal sealed record Board(Status Status, IReadOnlyList<PositionFact> Positions, IReadOnlyList<OrderFact> Orders)
{
    public static Board Of(EngineState state, BoardFrame frame) => new(
        StatusOf(state, frame),
        [.. state.Markets.Where(market => !state.Ledger[market.Id].IsFlat).Select(market => PositionOf(state, market))],
        [.. state.Desk.Open.Select(order => OrderOf(state, order))]);

    private static Status StatusOf(EngineState state, BoardFrame frame)
    {
        var ledger = state.Ledger;
        var unrealised = ledger.Positions.Sum(position => position.Unrealised);
        var brakes = Enum.GetValues<Brake>().Where(state.Brakes.IsOn).Select(brake => new BrakeFact(brake.ToString(), state.Brakes[brake].Why, state.Brakes[brake].LiftsAt)).ToList();
        return new Status
        {
            Mode = frame.Mode,
            IsRunning = frame.IsRunning,
            Now = frame.Now,
            Speed = frame.Speed,
            Equity = Math.Round(ledger.Equity, 2),
            Cash = Math.Round(ledger.Cash, 2),
            StartCash = ledger.StartCash,
            FromOutside = Math.Round(ledger.Moved + ledger.Given, 2),
            Exposure = Math.Round(ledger.Exposure, 2),
            ProfitToday = Math.Round(-state.Record.LossToday(state.Ledger.Equity), 2),
            Realised = Math.Round(ledger.Equity - ledger.StartCash - ledger.Moved - ledger.Given - unrealised, 2),
            Unrealised = Math.Round(unrealised, 2),
            Fees = Math.Round(ledger.Fees, 2),
            EntriesToday = state.Record.EntriesToday,
            TradesClosed = state.Record.TradesClosed,
            ValidateOnly = state.Settings.ValidateOnly,
            EntriesAllowed = brakes.Count == 0,
            Brakes = brakes,
            Markets = [.. state.Markets.Select(market => MarketOf(market, frame.Now))],
            JournalPosition = frame.JournalPosition,
            RunningSince = frame.RunningSince,
            NextCycle = frame.NextCycle,
            Venue = frame.Venue,
        };
    }

    private static MarketFact MarketOf(Market market, DateTime now)
    {
        var isOpen = market.Calendar.IsOpen(now);
        var change = isOpen ? market.Calendar.NextClose(now) : market.Calendar.NextOpen(now);
        return new MarketFact(market.Instrument.Symbol, isOpen, change, market.IsHalted, market.Price, market.HasPrice ? market.PricedAt : null);
    }

    /// What was averaged over fills and fees, to a hundredth of a tick.
    private static decimal Average(Market market, decimal price) => Digits.Plain(price, market.Instrument.TickAt(price).Scale + 2);

    private static PositionFact PositionOf(EngineState state, Market market)
    {
        var position = state.Ledger[market.Id];
        var guard = state.Guard(market.Id);
        var tradable = Dust.Tradable(position.Quantity, market.Instrument);
        var atVenue = state.Desk.OpenIn(market.Id)
            .Where(order => order.Purpose == OrderPurpose.ProtectiveStop && order.Status.IsWorking() && !order.CancelAsked)
            .Sum(order => order.Remaining);
        var byEngine = state.Settings.StyleFor(market.Instrument) == ProtectionStyle.EngineHeld && guard.HasPlan;
        var covered = byEngine ? tradable : Math.Min(atVenue, tradable);
        return new PositionFact
        {
            Symbol = market.Instrument.Symbol,
            Quantity = position.Quantity,
            AverageEntry = Average(market, position.AverageEntry),
            Mark = Average(market, position.Mark),
            MarketValue = Math.Round(position.MarketValue, 2),
            Unrealised = Math.Round(position.Unrealised, 2),
            UnrealisedPercent = position.Cost == 0 ? 0 : Math.Round(position.Unrealised / Math.Abs(position.Cost) * 100, 2),
            Stop = guard.HasPlan ? guard.Stop : null,
            Target = guard.Target,
            ProtectedQuantity = covered,
            Protection = byEngine ? "engine" : atVenue > 0 ? "venue" : "none",
            IsProtected = covered >= tradable,
            IsBeingLeft = guard.ExitWanted,
            Opened = state.Trip(market.Id).Opened,
            Decision = state.Trip(market.Id).Decision,
        };
    }

    private static OrderFact OrderOf(EngineState state, Order order) => new()
    {
        Id = order.Id.ToString(),
        Symbol = state.Universe[order.Instrument].Symbol,
        Side = order.Side.ToString(),
        Type = order.Type.ToString(),
        Purpose = order.Purpose.ToString(),
        Status = order.Status.ToString(),
        Quantity = order.Quantity,
        Filled = order.FilledQuantity,
        AveragePrice = Math.Round(order.AveragePrice, 8),
        LimitPrice = order.LimitPrice > 0 ? order.LimitPrice : null,
        StopPrice = order.StopPrice > 0 ? order.StopPrice : null,
        Decision = order.Decision,
        IntendedAt = order.IntendedAt,
        ChangedAt = order.ChangedAt,
        Text = order.LastReason,
    };
}

/// What the state itself does not know.
internal sealed record BoardFrame(string Mode, bool IsRunning, DateTime Now, double Speed, long JournalPosition, DateTime? RunningSince, DateTime? NextCycle, VenueFact? Venue = null);

using Perun.Core.Orders;
using Perun.Engine.Ledger;

namespace Perun.Engine.Safety;

/// Throws and lifts the brakes, and says so.
internal sealed class BrakeKeeper(EngineState state, IEngineOutput output)
{
    private EngineSettings Settings => state.Settings;

    public void Throw(Brake brake, string why, DateTime? until = null)
    {
        // What stops entries first is what is told, but for the venue: there it has to be what stops them now.
        if (state.Brakes.IsOn(brake) && (brake != Brake.Venue || string.Equals(state.Brakes[brake].Why, why, StringComparison.Ordinal))) return;
        state.Brakes.Throw(brake, until ?? DateTime.MaxValue, why);
        if (until is { } at) state.LookAgainBy(at);
        output.Tell(new Notice.BrakeChanged(brake, IsOn: true, until, why));
        CancelEntries();
    }

    public void Lift(Brake brake, string why)
    {
        if (!state.Brakes.IsOn(brake)) return;
        state.Brakes.Lift(brake);
        output.Tell(new Notice.BrakeChanged(brake, IsOn: false, null, why));
        if (brake == Brake.Drawdown) state.Record.ForgetPeaks(state.Ledger.Equity);
        if (brake == Brake.StopOuts) state.Record.ForgetStopOuts();
        if (brake == Brake.LossStreak) state.Record.ForgetStreak();
    }

    /// A person lifts everything that stands in the way of trading, once a flattening is done.
    public void LiftAll(string why)
    {
        if (state.Flattening.IsOn)
        {
            output.Tell(new Notice.Alert(Severity.Warning, AlertCode.OperatorRefused, null, "everything is still being closed; resume when that is done"));
            return;
        }
        foreach (var brake in Brakes.All)
            if (brake is not (Brake.Flatten or Brake.Venue)) Lift(brake, why);
        foreach (var market in state.MarketSpan) state.Symbol(market.Id).Unlock();
    }

    public void LiftWhatIsOver()
    {
        foreach (var brake in Brakes.All)
            if (state.Brakes[brake] is { IsOn: true } on && on.Until <= state.Now) Lift(brake, "its time is over");
    }

    public void BeginDay(DateOnly day)
    {
        state.Record.BeginDay(day, state.Ledger.Equity, Settings.DrawdownWindowDays);
        Lift(Brake.DailyLoss, "a new trading day");
    }

    /// Equity changed: the account's own limits.
    public void SawEquity()
    {
        var equity = state.Ledger.Equity;
        var settings = Settings;
        state.Record.SawEquity(equity);
        if (settings.MaxDailyLoss.IsSet && equity < state.Record.EquityAtDayStart && !state.Brakes.IsOn(Brake.DailyLoss))
        {
            var loss = state.Record.LossToday(equity);
            var most = Settings.MaxDailyLoss.Of(state.Record.EquityAtDayStart);
            if (loss >= most) Throw(Brake.DailyLoss, $"down {loss:N2} today, the limit is {most:N2}", state.NextDay);
        }
        if (Settings.MaxDrawdownPercent <= 0 || state.Brakes.IsOn(Brake.Drawdown)) return;
        var peak = state.Record.Peak;
        if (peak - equity >= peak * (Settings.MaxDrawdownPercent * 0.01m) && peak > 0)
            Throw(Brake.Drawdown, $"down {(peak - equity) / peak * 100:0.00}% from {peak:N2} within {Settings.DrawdownWindowDays} days, {Settings.MaxDrawdownPercent:0.##}% is the limit", state.Now + Settings.DrawdownPause);
    }

    public void Closed(Trade trade)
    {
        state.Record.Closed(trade);
        if (Settings.LossStreakLimit > 0 && state.Record.LossStreak >= Settings.LossStreakLimit)
            Throw(Brake.LossStreak, $"{state.Record.LossStreak} losses in a row", state.Now + Settings.CoolOff);
        if (Settings.StopOutLimit <= 0) return;
        var stopOuts = state.Record.StopOutsSince(state.Now - Settings.StopOutWindow);
        if (stopOuts >= Settings.StopOutLimit)
            Throw(Brake.StopOuts, $"{stopOuts} stop-outs within {Settings.StopOutWindow.TotalMinutes:0} minutes", state.Now + Settings.StopOutPause);
    }

    /// A cancellation can be lost or refused: while a brake is on, no entry works for long.
    public void KeepEntriesOut()
    {
        if (state.Brakes.AnyIsOn) CancelEntries();
    }

    private void CancelEntries()
    {
        foreach (var market in state.MarketSpan)
        {
            foreach (var order in state.Desk.OpenSpan(market.Id))
                if (order.Purpose == OrderPurpose.Entry) state.Desk.Cancel(order);
        }
    }
}

using Perun.Engine.Ledger;
using Perun.Engine.Markets;
using Perun.Engine.Proposals;

namespace Perun.Engine.Safety;

/// Closing everything: at a person's word until it is done, and before a session ends where nothing stays overnight.
internal sealed class Emergency(EngineState state, BrakeKeeper brakes, ProposalDesk proposals, IEngineOutput output)
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(30);

    public void Begin(string why, long decision)
    {
        brakes.Throw(Brake.Kill, $"flattened by {why}");
        brakes.Throw(Brake.Flatten, why);
        state.Flattening.Begin(state.Now, decision);
        foreach (var market in state.MarketSpan) proposals.Leave(market, ExitReason.Flatten, decision);
        Continue();
    }

    /// Verifies, tries again what is left, and reports until all is closed.
    public void Continue()
    {
        var flattening = state.Flattening;
        if (!flattening.IsOn) return;
        var left = new List<string>();
        foreach (var market in state.MarketSpan)
        {
            if (state.Account.IsHeld(market)) left.Add($"{state.Ledger[market.Id].Quantity} {market.Instrument}");
            else if (state.Desk.OpenIn(market.Id).Count > 0) left.Add($"orders in {market.Instrument}");
            else continue;
            proposals.Leave(market, ExitReason.Flatten, flattening.Decision);
        }
        if (left.Count == 0)
        {
            flattening.End();
            brakes.Lift(Brake.Flatten, "everything is closed");
            output.Tell(new Notice.Alert(Severity.Info, AlertCode.Flatten, null, $"everything is cancelled and closed, after {(state.Now - flattening.Since).TotalSeconds:0} s; entries stay stopped until a person resumes"));
            return;
        }
        state.LookAgainBy(flattening.NextReport > state.Now ? flattening.NextReport : state.Now + ReportEvery);
        if (state.Now < flattening.NextReport) return;
        flattening.NextReport = state.Now + ReportEvery;
        output.Tell(new Notice.Alert(Severity.Warning, AlertCode.Flatten, null, $"closing everything; left: {string.Join(", ", left)}"));
    }

    /// Where positions don't stay overnight, they are left in time.
    public void BeforeClose(Market market)
    {
        if (!state.Settings.LiquidateOnClose || market.Calendar.Hours == Core.Instruments.TradingHours.AroundTheClock) return;
        if (market.Calendar.SessionAt(state.Now) is not { } session)
        {
            if (market.Calendar.NextClose(state.Now) is { } close) state.LookAgainBy(close - state.Settings.CloseLead);
            return;
        }
        var due = session.Close - state.Settings.CloseLead;
        if (state.Now >= due)
        {
            proposals.Leave(market, ExitReason.SessionClose, 0);
            state.LookAgainBy(session.Close + TimeSpan.FromSeconds(1));
        }
        else
        {
            state.LookAgainBy(due);
        }
    }
}

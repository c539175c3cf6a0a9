namespace Perun.Configuration;

/// Where orders go.
public enum TradingMode
{
    Simulated,

    /// A venue's account without real money.
    Paper,

    Live,
}

internal static class TradingModes
{
    public static ValueKind<TradingMode> Kind { get; } = new ReadBy<TradingMode>("simulated, paper or live", text => text.ToLowerInvariant() switch
    {
        "simulated" => (true, TradingMode.Simulated, null),
        "paper" => (true, TradingMode.Paper, null),
        "live" => (true, TradingMode.Live, null),
        "backtest" or "replay" => (false, default, "that is not a mode the daemon runs in"),
        _ => (false, default, null),
    });
}

namespace Perun.Configuration;

/// Where orders go.
public enum TradingMode
{
    Simulated,
}

internal static class TradingModes
{
    public static ValueKind<TradingMode> Kind { get; } = new ReadBy<TradingMode>("simulated", text => text.ToLowerInvariant() switch
    {
        "simulated" => (true, TradingMode.Simulated, null),
        "paper" or "live" => (false, default, "this build trades on the simulated exchange only and sends nothing to a broker"),
        "backtest" or "replay" => (false, default, "that is not a mode the daemon runs in"),
        _ => (false, default, null),
    });
}

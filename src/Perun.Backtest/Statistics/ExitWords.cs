using System.Diagnostics;
using Perun.Engine.Ledger;

namespace Perun.Backtest.Statistics;

public static class ExitWords
{
    public static string Word(this ExitReason reason) => reason switch
    {
        ExitReason.Stop => "stop",
        ExitReason.Target => "target",
        ExitReason.Signal => "signal",
        ExitReason.Operator => "operator",
        ExitReason.Flatten => "flatten",
        ExitReason.SessionClose => "session close",
        ExitReason.Unprotected => "unprotected",
        ExitReason.Reversed => "reversed",
        ExitReason.External => "external",
        _ => throw new UnreachableException(),
    };
}

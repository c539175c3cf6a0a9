namespace Perun.Backtest.UserStrategies;

/// Something about a place in a strategy's file, written as compilers write it, so that editors can jump there.
/// <param name="Line">From 1; likewise the column.</param>
public sealed record SourceProblem(string File, int Line, int Column, string Message)
{
    public override string ToString() => $"{File}({Line},{Column}): {Message}";
}

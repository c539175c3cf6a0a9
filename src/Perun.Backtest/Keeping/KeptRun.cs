using Perun.Backtest.Reports;

namespace Perun.Backtest.Keeping;

/// A run in its folder.
/// <param name="Name">Of the folder.</param>
/// <param name="Report">Null where it can't be read; then there is trouble.</param>
/// <param name="Trouble">One sentence: what is wrong, and what to do.</param>
public sealed record KeptRun(string Name, string Folder, DateTime Made, JsonReport? Report, string? Trouble);

/// A run that is not there or can't be read, in one sentence.
public sealed class KeptRunException(string message) : Exception(message);

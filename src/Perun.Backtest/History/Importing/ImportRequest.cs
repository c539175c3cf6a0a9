using Perun.Backtest.History.Store;
using Perun.Core.Bars;
using Perun.Core.Instruments;

namespace Perun.Backtest.History.Importing;

/// What to import, and what a person knows better than the guess.
public sealed record ImportRequest
{
    /// Files, or folders whose files are meant.
    public required IReadOnlyList<string> Paths { get; init; }

    public string? Symbol { get; init; }

    public Timeframe? Timeframe { get; init; }

    public TradingHours? Hours { get; init; }

    public IReadOnlyList<ColumnRole>? Columns { get; init; }

    public TimeStyle? TimeStyle { get; init; }

    public ClockZone? Zone { get; init; }

    public Prefer Prefer { get; init; }

    /// Takes bars that can't be right (a price of zero, a high below the low), so that `check` can name them.
    public bool TakesDoubtful { get; init; }

    /// Only says how the files would be read.
    public bool IsTrial { get; init; }
}

/// One file, or one entry of a packed one.
/// <param name="Mapping">How it was read.</param>
public sealed record ImportedFile(string Name, string Format, string Mapping, long Bytes, long Bars, long BadLines);

/// What came of one series.
public sealed record ImportedSeries
{
    public required string Symbol { get; init; }

    public required string Timeframe { get; init; }

    public required TradingHours Hours { get; init; }

    public required IReadOnlyList<ImportedFile> Files { get; init; }

    /// Bars in the files.
    public required long Bars { get; init; }

    public required long BadLines { get; init; }

    public required IReadOnlyList<BadLine> BadExamples { get; init; }

    public required long Doubtful { get; init; }

    public required long OutOfOrder { get; init; }

    /// Bars that were there already, the very same.
    public required long Identical { get; init; }

    public required long Differing { get; init; }

    public required IReadOnlyList<Conflict> DifferingExamples { get; init; }

    public required Prefer Kept { get; init; }

    public required long Before { get; init; }

    public required long After { get; init; }

    public required DateTime? First { get; init; }

    public required DateTime? Last { get; init; }

    public required long Bytes { get; init; }

    public required TimeSpan Took { get; init; }
}

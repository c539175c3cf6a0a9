using Perun.Backtest.Results;

namespace Perun.Backtesting.OnHistory;

/// What `perun backtest --analyst model` was asked for.
/// <param name="Run">Bars, costs and limits; its strategy stands in for the model while a budget is spent.</param>
public sealed record ModelBacktestRequest(BacktestRequest Run)
{
    /// How often the model is asked; null for every bar, but not more than once an hour.
    public TimeSpan? Every { get; init; }

    public bool IsMasked { get; init; }

    /// Further names to hide, by symbol.
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Names { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// Asks nobody: what the record lacks ends the run before it starts.
    public bool OnlyRecord { get; init; }

    /// The most the run may cost, in US dollars.
    public decimal? MostUsd { get; init; }

    /// How much later than they were published or arrived news may be known.
    public TimeSpan NewsDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// Hears what it will cost and says whether to go on. Not asked where all is on record.
    public required Func<CostStatement, bool> Agrees { get; init; }

    /// Told how many decisions are done, and of how many.
    public Action<int, int>? Progress { get; init; }
}

/// <param name="Spent">What was asked and paid for now; the report tells what the answers cost when they were given.</param>
public sealed record ModelBacktestAnswer(BacktestAnswer Backtest, ModelRun Model, RunSpending Spent);

/// <param name="CostUsd">Null where the model has no price.</param>
public sealed record RunSpending(int Calls, int Recorded, long InputTokens, long OutputTokens, decimal? CostUsd)
{
    public string Sentence => Calls == 0
        ? $"Nobody was asked: all {Recorded:#,##0} answers were on record."
        : $"Asked {Calls:#,##0} times{(Recorded > 0 ? $", {Recorded:#,##0} answers were on record" : "")}: {InputTokens:#,##0} tokens in, {OutputTokens:#,##0} out, {(CostUsd is { } usd ? $"${usd:0.####}" : "the cost is not known, as prices.json has no price")}.";
}

/// What a run will ask and cost, said before it starts. Found by a rehearsal from the record: notes are those of the run up to the first
/// answer that is not on record, and much like them after it.
public sealed record CostStatement
{
    public required string Model { get; init; }

    public required int Decisions { get; init; }

    public required int Recorded { get; init; }

    public int ToAsk => Decisions - Recorded;

    public required long InputTokens { get; init; }

    public required long OutputTokens { get; init; }

    /// If every answer takes all it may.
    public required long MostOutputTokens { get; init; }

    /// Null where the model has no price.
    public required decimal? LikelyUsd { get; init; }

    public required decimal? MostUsd { get; init; }

    /// The first moment of which the record has no answer.
    public required DateTime? FirstMissing { get; init; }

    public string Sentence => ToAsk == 0
        ? $"All {Decisions:#,##0} decisions are on record: {Model} is not asked and nothing is paid."
        : $"{Model} is asked {ToAsk:#,##0} times{(Recorded > 0 ? $" ({Recorded:#,##0} decisions are on record)" : "")}: about {InputTokens:#,##0} tokens in and {OutputTokens:#,##0} out, "
            + (LikelyUsd is { } likely ? $"about ${likely:0.00##} (${MostUsd:0.00##} if every answer were as long as it may)." : "at a cost that is not known, as prices.json has no price for it.");
}

using System.Text.Json.Serialization;

namespace Perun.Backtest.Results;

/// What a model did in a run, as it was asked and answered: the same whether it was asked now or answered from the record.
public sealed record ModelRun
{
    public required string Model { get; init; }

    /// What it was told, word for word; several where the prompt was edited while the run went on.
    public required IReadOnlyList<RunPrompt> Prompts { get; init; }

    /// How often it was asked, like 1h.
    public required string Every { get; init; }

    public required bool IsMasked { get; init; }

    /// Requests, and how many of them had a usable answer.
    public required int Decisions { get; init; }

    public required int Answered { get; init; }

    /// Decided by the rules because a day's budget was spent.
    public required int ByRules { get; init; }

    public required long InputTokens { get; init; }

    public required long OutputTokens { get; init; }

    /// What the answers cost when they were given; null where the model has no price.
    public required decimal? CostUsd { get; init; }

    /// What it said of single symbols: buy, sell, hold.
    public required IReadOnlyDictionary<string, int> Actions { get; init; }

    /// Why symbols were held, with how often.
    public required IReadOnlyDictionary<string, int> Holds { get; init; }

    /// Pieces of news that became known within the run, and how much later than they were published.
    public required int News { get; init; }

    public required string NewsDelay { get; init; }

    public required EvidenceProof Evidence { get; init; }

    /// Every decision, which decisions.jsonl and decisions.html have.
    [JsonIgnore]
    public IReadOnlyList<RunDecision> Log { get; init; } = [];

    /// The decision of each signal, by the signal's position in the run.
    [JsonIgnore]
    public IReadOnlyDictionary<long, int> NumbersByPosition => Log
        .SelectMany(decision => decision.Symbols.Where(about => about.Position is not null).Select(about => (Position: about.Position!.Value, decision.Number)))
        .ToDictionary(pair => pair.Position, pair => pair.Number);
}

/// A version of a prompt.
public sealed record RunPrompt(string Name, string Hash, string System, string Request)
{
    private const int HashLetters = 12;

    public override string ToString() => $"{Name} version {Short(Hash)}";

    internal static string Short(string hash) => hash.Length > HashLetters ? hash[..HashLetters] : hash;
}

/// That no evidence was younger than its decision: each item was looked at.
public sealed record EvidenceProof(long Decisions, long Items, IReadOnlyList<EvidenceAges> Classes)
{
    /// "120 decisions, 3,400 pieces of evidence, none younger than its decision; the youngest: bars 0 s, news 2 min".
    [JsonIgnore]
    public string Sentence => Items == 0
        ? $"{Decisions:#,##0} decisions and no evidence to look at"
        : $"{Decisions:#,##0} decisions, {Items:#,##0} pieces of evidence, none younger than its decision; the youngest of each kind could be known this long before: {string.Join(", ", Classes.Select(one => $"{one.Name} {Reports.Figures.Length(TimeSpan.FromSeconds(one.YoungestSeconds))}"))}";
}

/// <param name="YoungestSeconds">How long before its decision the youngest of them could be known.</param>
public sealed record EvidenceAges(string Name, long Items, double YoungestSeconds);

/// A decision with all that made it and what came of it.
public sealed record RunDecision
{
    /// From one, in the order of the run.
    public required int Number { get; init; }

    public required DateTime At { get; init; }

    public required string Model { get; init; }

    public required string Prompt { get; init; }

    public required string PromptHash { get; init; }

    public required string RequestHash { get; init; }

    public required string Outcome { get; init; }

    /// Why there is no usable answer; null where there is one.
    public string? Failure { get; init; }

    /// The note as the model saw it.
    public required string Note { get; init; }

    public required string Answer { get; init; }

    public required IReadOnlyList<DecidedSymbol> Symbols { get; init; }

    /// What the note told, each with when it could be known.
    public required IReadOnlyList<ToldEvidence> Evidence { get; init; }

    public required long InputTokens { get; init; }

    public required long OutputTokens { get; init; }

    public decimal? CostUsd { get; init; }
}

/// What was said of a symbol, what the checks made of it, and what the engine made of that.
/// <param name="Checked">accepted, no answer, size or price …</param>
/// <param name="Position">Of its signal in the run: trades name it. Null where it became none.</param>
/// <param name="Verdict">The engine's.</param>
public sealed record DecidedSymbol(
    string Symbol, string Action, double? Confidence, string Rationale, string Checked, string? Why, IReadOnlyList<string> Flags, long? Position, string? Verdict, string? VerdictWhy)
{
    /// What came of it, where it opened a trade that was closed within the run.
    public DecisionOutcome? Outcome { get; init; }
}

/// The trade that a decision opened.
public sealed record DecisionOutcome(DateTime Opened, DateTime Closed, decimal Quantity, decimal Entry, decimal Exit, decimal Profit, string Reason)
{
    public static DecisionOutcome Of(RunTrade trade) => new(trade.Opened, trade.Closed, trade.Quantity, trade.AverageEntry, trade.AverageExit, trade.Profit, Statistics.ExitWords.Word(trade.Reason));
}

public sealed record ToldEvidence(string Key, string Source, DateTime At, DateTime Available);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunDecision))]
public sealed partial class DecisionLogJson : JsonSerializerContext;

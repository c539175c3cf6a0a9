using System.Text.Json;
using System.Text.Json.Serialization;
using Perun.Backtest.Belief;
using Perun.Backtest.Search;

namespace Perun.Backtest.Reports;

/// <param name="Objective">What was looked for; null where the set has none, as without trades.</param>
public sealed record JsonSet(
    int Rank, IReadOnlyDictionary<string, double> Parameters, double? Objective, double? Return, double? Sharpe, double? Sortino, double? Calmar,
    double MaxDrawdown, int Trades, double? ProfitFactor, double? SystemQuality, double? Expectancy);

public sealed record JsonFailure(IReadOnlyDictionary<string, double> Parameters, string Failure);

/// A sweep as scripts read it; all sets are in the CSV file.
public sealed record SweepJson(
    JsonSpec Spec, string Method, string Objective, ulong Seed, int Tried, int Failed, int Senseless, IReadOnlyDictionary<string, string> Ranges,
    IReadOnlyList<JsonSet> Ranking, IReadOnlyList<JsonFailure> Failures, Neighbourhood? Neighbours, RunBelief Belief)
{
    private const int MostListed = 100;

    public static SweepJson Of(SearchResult result)
    {
        var (plan, spec) = (result.Plan, result.Winner.Run.Spec);
        return new SweepJson(
            new JsonSpec(spec.Strategy, spec.Parameters, spec.Symbols, spec.Timeframe.ToString(), spec.From, spec.To, spec.StartCash, spec.Assumptions),
            plan.Method.ToString().ToLowerInvariant(), plan.Objective.Name, plan.Seed, result.Outcomes.Count, result.Failed.Count(), result.Senseless,
            plan.Space.Ranges.ToDictionary(range => range.Parameter.Name, range => range.Words, StringComparer.Ordinal),
            [.. result.Ranking.Take(MostListed).Select((outcome, index) => SetOf(result, outcome, index + 1))],
            [.. result.Failed.Take(MostListed).Select(outcome => new JsonFailure(outcome.Values.ByName(), outcome.Failure!))],
            result.Neighbours, result.Winner.Belief);
    }

    public static void Write(Stream stream, SearchResult result) => JsonSerializer.Serialize(stream, Of(result), SearchJson.Default.SweepJson);

    private static JsonSet SetOf(SearchResult result, SetOutcome outcome, int rank)
    {
        var numbers = outcome.Numbers!;
        return new JsonSet(
            rank, outcome.Values.ByName(), result.Score(outcome), numbers.Return, numbers.Sharpe, numbers.Sortino, numbers.Calmar,
            numbers.MaxDrawdown, numbers.Trades, numbers.ProfitFactor, numbers.SystemQuality, numbers.Expectancy);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true)]
[JsonSerializable(typeof(SweepJson))]
public sealed partial class SearchJson : JsonSerializerContext;

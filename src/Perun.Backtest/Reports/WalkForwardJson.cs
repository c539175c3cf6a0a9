using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Perun.Backtest.Belief;
using Perun.Backtest.Search.WalkForward;
using Perun.Backtest.Statistics;

namespace Perun.Backtest.Reports;

public sealed record JsonFold(
    int Fold, DateTime TrainFrom, DateTime TrainTo, DateTime TestFrom, DateTime TestTo, IReadOnlyDictionary<string, double> Chosen, int Tried,
    double? InsideSharpe, double? OutsideSharpe, double? InsideReturn, double? OutsideReturn, double OutsideDrawdown, int OutsideTrades)
{
    public static JsonFold Of(Fold fold) => new(
        fold.Number, fold.TrainFrom, fold.TrainTo, fold.TestFrom, fold.TestTo, fold.Chosen.ByName(), fold.Tried, fold.Inside.Sharpe, fold.Outside.Sharpe,
        fold.Inside.Return, fold.Outside.Return, fold.Outside.MaxDrawdown, fold.Outside.Trades);
}

/// A walk-forward as scripts read it; times are the starts of bars.
public sealed record WalkForwardJson(
    JsonSpec Spec, string Train, string Test, string Purge, string Embargo, bool Anchored, string Method, string Objective, ulong Seed, IReadOnlyDictionary<string, string> Ranges,
    IReadOnlyList<JsonFold> Folds, double? Efficiency, Decay? Decay, IReadOnlyList<ParameterStability> Stability, RunStatistics Statistics, RunBelief Belief)
{
    public static WalkForwardJson Of(WalkForwardResult result)
    {
        var (plan, spec) = (result.Plan, result.Run.Spec);
        return new WalkForwardJson(
            new JsonSpec(spec.Strategy, spec.Parameters, spec.Symbols, spec.Timeframe.ToString(), spec.From, spec.To, spec.StartCash, spec.Assumptions),
            plan.Train.ToString(), plan.Test.ToString(), plan.Purge.ToString(), plan.Embargo.ToString(), plan.IsAnchored,
            plan.Search.Method.ToString().ToLowerInvariant(), plan.Search.Objective.Name, plan.Search.Seed,
            plan.Search.Space.Ranges.ToDictionary(range => range.Parameter.Name, range => range.Words, StringComparer.Ordinal),
            [.. result.Folds.Select(JsonFold.Of)], result.Efficiency, result.Decay, result.Stability, result.OutOfSample.Statistics, result.OutOfSample.Belief);
    }

    public static void Write(Stream stream, WalkForwardResult result) => JsonSerializer.Serialize(stream, Of(result), WalkJson.Default.WalkForwardJson);

    /// A row a fold, for spreadsheets.
    public static void WriteFolds(TextWriter writer, WalkForwardResult result)
    {
        var names = result.Plan.Search.Space.Strategy.Parameters.Select(parameter => CsvExport.Field(parameter.Name));
        writer.Write($"fold,train_from,train_to,test_from,test_to,{string.Join(',', names)},tried,inside_sharpe,outside_sharpe,inside_return,outside_return,outside_drawdown,outside_trades\n");
        foreach (var fold in result.Folds)
        {
            var chosen = string.Join(',', fold.Chosen.ByName().Values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
            writer.Write(string.Create(CultureInfo.InvariantCulture,
                $"{fold.Number},{fold.TrainFrom:s}Z,{fold.TrainTo:s}Z,{fold.TestFrom:s}Z,{fold.TestTo:s}Z,{chosen},{fold.Tried},{fold.Inside.Sharpe:R},{fold.Outside.Sharpe:R},{fold.Inside.Return:R},{fold.Outside.Return:R},{fold.Outside.MaxDrawdown:R},{fold.Outside.Trades}\n"));
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true)]
[JsonSerializable(typeof(WalkForwardJson))]
public sealed partial class WalkJson : JsonSerializerContext;

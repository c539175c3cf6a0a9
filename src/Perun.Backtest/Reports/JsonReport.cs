using System.Text.Json.Serialization;
using Perun.Backtest.Belief;
using Perun.Backtest.Results;
using Perun.Backtest.Statistics;

namespace Perun.Backtest.Reports;

/// What was run, as scripts read it.
public sealed record JsonSpec(
    string Strategy, IReadOnlyDictionary<string, double> Parameters, IReadOnlyList<string> Symbols, string Timeframe,
    DateTime From, DateTime To, decimal StartCash, string? Assumptions);

/// A run without its curves and trades, which are in the CSV files.
public sealed record JsonReport(
    string? Name, JsonSpec Spec, long Bars, long SettledByDetail, long Ambiguities, IReadOnlyDictionary<string, long> Refusals, RunStatistics Statistics, RunBelief Belief)
{
    /// What a model did, where one decided.
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ModelRun? Model { get; init; }

    /// How it was worked out: by messages, straight, or both ways.
    public RunWay Engine { get; init; }

    /// Why by messages alone, or in what two ways differ.
    public string? EngineRemark { get; init; }

    public static JsonReport Of(ReportInput input)
    {
        var spec = input.Run.Spec;
        return new JsonReport(
            input.Name,
            new JsonSpec(spec.Strategy, spec.Parameters, spec.Symbols, spec.Timeframe.ToString(), spec.From, spec.To, spec.StartCash, spec.Assumptions),
            input.Run.Bars, input.Run.SettledByDetail, input.Run.Ambiguities, input.Run.Refusals, input.Statistics, input.Belief)
        {
            Model = input.Model,
            Engine = input.Run.Way,
            EngineRemark = input.Run.WayRemark,
        };
    }

    public static void Write(Stream stream, ReportInput input) =>
        System.Text.Json.JsonSerializer.Serialize(stream, Of(input), ReportJson.Default.JsonReport);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true)]
[JsonSerializable(typeof(JsonReport))]
public sealed partial class ReportJson : JsonSerializerContext;

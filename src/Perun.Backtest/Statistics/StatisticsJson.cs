using System.Text.Json;
using System.Text.Json.Serialization;

namespace Perun.Backtest.Statistics;

/// The names that scripts rely on: camelCase of the records' properties, undefined values as null.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunStatistics))]
public sealed partial class StatisticsJson : JsonSerializerContext
{
    public static string Write(RunStatistics statistics) => JsonSerializer.Serialize(statistics, Default.RunStatistics);
}

using System.Text.Json.Serialization;
using Perun.Backtest.History.Importing;
using Perun.Backtest.History.Store;
using Perun.Commands.Access;
using Perun.Commands.Archive;
using Perun.Commands.Kept;
using Perun.Commands.Remembering;
using Perun.Facts;

namespace Perun.Commands.Output;

/// What commands print beside facts, as JSON.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(FailureDocument))]
[JsonSerializable(typeof(DaemonFile))]
[JsonSerializable(typeof(KillFlag))]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(IReadOnlyList<PositionFact>))]
[JsonSerializable(typeof(IReadOnlyList<HoursDocument>))]
[JsonSerializable(typeof(ConfigDocument))]
[JsonSerializable(typeof(DoctorDocument))]
[JsonSerializable(typeof(SimulationReport))]
[JsonSerializable(typeof(ReplayReport))]
[JsonSerializable(typeof(AuditReport))]
[JsonSerializable(typeof(VersionDocument))]
[JsonSerializable(typeof(IReadOnlyList<StoredSeries>))]
[JsonSerializable(typeof(IReadOnlyList<ImportedSeries>))]
[JsonSerializable(typeof(CheckDocument))]
[JsonSerializable(typeof(IReadOnlyList<ChangeDocument>))]
[JsonSerializable(typeof(IReadOnlyList<DownloadedSeries>))]
[JsonSerializable(typeof(ExportDocument))]
[JsonSerializable(typeof(IReadOnlyList<RunDocument>))]
[JsonSerializable(typeof(ComparisonDocument))]
[JsonSerializable(typeof(IReadOnlyList<FoundDocument>))]
[JsonSerializable(typeof(ShownDocument))]
[JsonSerializable(typeof(PruneDocument))]
[JsonSerializable(typeof(MemoryExportDocument))]
[JsonSerializable(typeof(MemoryImportDocument))]
[JsonSerializable(typeof(MemoryStatsDocument))]
internal sealed partial class CommandJson : JsonSerializerContext;

/// <param name="Code">The exit code.</param>
internal sealed record FailureDocument(string Error, int Code);

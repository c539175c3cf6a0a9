using System.Text.Json.Serialization;
using Perun.Commands.Access;
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
[JsonSerializable(typeof(VersionDocument))]
internal sealed partial class CommandJson : JsonSerializerContext;

/// <param name="Code">The exit code.</param>
internal sealed record FailureDocument(string Error, int Code);

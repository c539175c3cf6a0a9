using System.Text.Json.Serialization;

namespace Perun.Facts;

/// Facts as they travel between daemon, commands and scripts: camelCase, decimals as numbers, a missing price as "NaN".
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(Overview))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(IReadOnlyList<DecisionFact>))]
[JsonSerializable(typeof(IReadOnlyList<OrderFact>))]
[JsonSerializable(typeof(IReadOnlyList<TradeFact>))]
[JsonSerializable(typeof(ContextFact))]
[JsonSerializable(typeof(OperatorWish))]
[JsonSerializable(typeof(OperatorAnswer))]
[JsonSerializable(typeof(Trouble))]
[JsonSerializable(typeof(Health))]
public sealed partial class FactsJson : JsonSerializerContext;

/// <param name="Error">What happened and what to do, as a sentence.</param>
public sealed record Trouble(string Error);

/// The answer that needs no token: whether this is Perun, and which.
public sealed record Health(string Product, string Version);

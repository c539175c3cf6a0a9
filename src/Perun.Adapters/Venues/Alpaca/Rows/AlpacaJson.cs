using System.Text.Json.Serialization;

namespace Perun.Adapters.Venues.Alpaca.Rows;

/// What Alpaca says, without reflection.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    MaxDepth = 32,
    Converters = [typeof(DecimalText), typeof(OptionalDecimalText), typeof(UtcText)])]
[JsonSerializable(typeof(OrderRow))]
[JsonSerializable(typeof(OrderRow[]))]
[JsonSerializable(typeof(CancelRow[]))]
[JsonSerializable(typeof(StreamRow))]
[JsonSerializable(typeof(AccountRow))]
[JsonSerializable(typeof(ConfigurationRow))]
[JsonSerializable(typeof(ClockRow))]
[JsonSerializable(typeof(CalendarRow[]))]
[JsonSerializable(typeof(PositionRow[]))]
[JsonSerializable(typeof(ActivityRow[]))]
[JsonSerializable(typeof(ErrorRow))]
[JsonSerializable(typeof(AssetRow[]))]
[JsonSerializable(typeof(BarsRow))]
[JsonSerializable(typeof(Dictionary<string, SnapshotRow?>), TypeInfoPropertyName = "StockSnapshots")]
[JsonSerializable(typeof(CryptoSnapshotsRow))]
[JsonSerializable(typeof(CorporateActionsRow))]
internal sealed partial class AlpacaJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;
using Perun.Core.Instruments;
using Perun.Engine.Events;

namespace Perun.Engine.Journal;

/// How journal bodies are written: JSON that a person can read, with symbols and order ids as they are shown everywhere.
[JsonSerializable(typeof(Started))]
[JsonSerializable(typeof(InstrumentId))]
[JsonSerializable(typeof(Checkpoint))]
[JsonSerializable(typeof(InstrumentListed))]
[JsonSerializable(typeof(BarClosed))]
[JsonSerializable(typeof(QuoteSeen))]
[JsonSerializable(typeof(SignalProposed))]
[JsonSerializable(typeof(OrderReported))]
[JsonSerializable(typeof(TimePassed))]
[JsonSerializable(typeof(TradingHalted))]
[JsonSerializable(typeof(AccountSeen))]
[JsonSerializable(typeof(VenueStood))]
[JsonSerializable(typeof(CashMoved))]
[JsonSerializable(typeof(OutsideSeen))]
[JsonSerializable(typeof(HoldingCorrected))]
[JsonSerializable(typeof(SplitSeen))]
[JsonSerializable(typeof(VenueRemarked))]
[JsonSerializable(typeof(Command.Submit))]
[JsonSerializable(typeof(Command.Cancel))]
[JsonSerializable(typeof(Command.Change))]
[JsonSerializable(typeof(Command.Ask))]
[JsonSerializable(typeof(Notice.Judged))]
[JsonSerializable(typeof(Notice.OrderMoved))]
[JsonSerializable(typeof(Notice.FillBooked))]
[JsonSerializable(typeof(Notice.TradeClosed))]
[JsonSerializable(typeof(Notice.BrakeChanged))]
[JsonSerializable(typeof(Notice.Alert))]
public sealed partial class JournalJson : JsonSerializerContext
{
    public static JournalJson For(Universe universe) => new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 16,
        Converters = { new OrderIdJson(), new InstrumentIdJson(universe), new JsonStringEnumConverter() },
    });
}

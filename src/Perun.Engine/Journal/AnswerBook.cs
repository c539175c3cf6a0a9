using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Events;

namespace Perun.Engine.Journal;

/// Writes one event and the engine's answers to it, in the order they come, into one buffer that is used again and again.
internal sealed class AnswerBook : IEngineOutput, IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(16 * 1024);
    private readonly List<(string Name, bool IsCommand, string? Subject, int Start, int Length)> _parts = [];
    private readonly List<JournalAnswer> _answers = [];
    private readonly Utf8JsonWriter _writer;
    private EventCodec _codec = null!;
    private int _eventLength;

    public AnswerBook() => _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// Commands of all events since they were last taken.
    public List<Command> Commands { get; } = [];

    /// Hears notices beside the journal: projections, screens.
    public Action<Notice>? Listener { get; set; }

    public string? Subject { get; private set; }

    public ReadOnlyMemory<byte> Body => _buffer.WrittenMemory[.._eventLength];

    /// Event and answers together, as they are hashed.
    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public void Dispose() => _writer.Dispose();

    public void Use(EventCodec codec) => _codec = codec;

    public void Begin<T>(in T happened) where T : struct, IEngineEvent
    {
        _buffer.ResetWrittenCount();
        _parts.Clear();
        _writer.Reset();
        Subject = _codec.Write(happened, _writer);
        _writer.Flush();
        _eventLength = _buffer.WrittenCount;
    }

    public IReadOnlyList<JournalAnswer> Answers()
    {
        _answers.Clear();
        foreach (var (name, isCommand, subject, start, length) in _parts)
            _answers.Add(new JournalAnswer(name, isCommand, subject, _buffer.WrittenMemory.Slice(start, length)));
        return _answers;
    }

    public void Submit(in OrderRequest order) => Add("submit", order.Id, new Command.Submit(order), _codec.Json.Submit);

    public void Cancel(OrderId order, InstrumentId instrument) => Add("cancel", order, new Command.Cancel(order, instrument), _codec.Json.Cancel);

    public void Change(in OrderChange change) => Add("change", change.Order, new Command.Change(change), _codec.Json.Change);

    public void Ask(OrderId order, InstrumentId instrument) => Add("ask", order, new Command.Ask(order, instrument), _codec.Json.Ask);

    public void Tell(Notice notice)
    {
        switch (notice)
        {
            case Notice.Judged judged: Write("judged", isCommand: false, judged.Order.IsNone ? null : judged.Order.ToString(), judged, _codec.Json.Judged); break;
            case Notice.OrderMoved moved: Write("order", isCommand: false, moved.Order.ToString(), moved, _codec.Json.OrderMoved); break;
            case Notice.FillBooked fill: Write("fill", isCommand: false, fill.Order.ToString(), fill, _codec.Json.FillBooked); break;
            case Notice.TradeClosed trade: Write("trade", isCommand: false, null, trade, _codec.Json.TradeClosed); break;
            case Notice.BrakeChanged brake: Write("brake", isCommand: false, null, brake, _codec.Json.BrakeChanged); break;
            case Notice.Alert alert: Write("alert", isCommand: false, null, alert, _codec.Json.Alert); break;
            default: throw new System.Diagnostics.UnreachableException();
        }
        Listener?.Invoke(notice);
    }

    private void Add<T>(string name, OrderId order, T command, JsonTypeInfo<T> type) where T : Command
    {
        Commands.Add(command);
        Write(name, isCommand: true, order.ToString(), command, type);
    }

    private void Write<T>(string name, bool isCommand, string? subject, T value, JsonTypeInfo<T> type)
    {
        var start = _buffer.WrittenCount;
        _writer.Reset();
        JsonSerializer.Serialize(_writer, value, type);
        _writer.Flush();
        _parts.Add((name, isCommand, subject, start, _buffer.WrittenCount - start));
    }
}

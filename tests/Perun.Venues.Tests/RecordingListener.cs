using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Venues.Tests;

/// Remembers what a venue said, and lets a test wait for it.
internal sealed class RecordingListener : IVenueListener
{
    private readonly Lock _gate = new();
    private readonly List<(Func<RecordingListener, bool> Holds, TaskCompletionSource Known)> _awaited = [];

    public List<OrderReport> Reports { get; } = [];

    public List<string> Foreign { get; } = [];

    public List<(InstrumentId Instrument, Bar Bar)> Bars { get; } = [];

    public List<(InstrumentId Instrument, Quote Quote)> Quotes { get; } = [];

    public List<(InstrumentId Instrument, bool IsHalted, string Reason)> Halts { get; } = [];

    public List<(VenueStream Stream, StreamState State, string Why)> Streams { get; } = [];

    public List<(VenueMode Mode, string Why)> Modes { get; } = [];

    public List<TimeSpan> Clocks { get; } = [];

    public void OnReport(in OrderReport report) => Add(Reports, report);

    public void OnForeign(string what) => Add(Foreign, what);

    public void OnBar(InstrumentId instrument, in Bar minute) => Add(Bars, (instrument, minute));

    public void OnQuote(InstrumentId instrument, in Quote quote) => Add(Quotes, (instrument, quote));

    public void OnHalt(InstrumentId instrument, bool isHalted, string reason) => Add(Halts, (instrument, isHalted, reason));

    public void OnNews(NewsItem item)
    {
    }

    public void OnStream(VenueStream stream, StreamState state, string why) => Add(Streams, (stream, state, why));

    public void OnMode(VenueMode mode, string why) => Add(Modes, (mode, why));

    public void OnClock(TimeSpan ahead) => Add(Clocks, ahead);

    /// Done once this holds. The lists may be read in it.
    public Task UntilAsync(Func<RecordingListener, bool> holds)
    {
        lock (_gate)
        {
            if (holds(this)) return Task.CompletedTask;
            var known = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((holds, known));
            return known.Task;
        }
    }

    /// What the lists say while nobody writes into them.
    public T Read<T>(Func<RecordingListener, T> read)
    {
        lock (_gate) return read(this);
    }

    /// The latest state of a stream; null where nothing was said of it.
    public StreamState? StateOf(VenueStream stream) => Streams.FindLast(told => told.Stream == stream) is { Why: not null } last ? last.State : null;

    private void Add<T>(List<T> list, T item)
    {
        lock (_gate)
        {
            list.Add(item);
            for (var i = _awaited.Count - 1; i >= 0; i--)
            {
                if (!_awaited[i].Holds(this)) continue;
                _awaited[i].Known.TrySetResult();
                _awaited.RemoveAt(i);
            }
        }
    }
}

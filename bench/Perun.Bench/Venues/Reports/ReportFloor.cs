using System.Collections.Concurrent;
using System.Diagnostics;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Events;
using Perun.Engine.Orders;
using Perun.Simulation.Time;

namespace Perun.Bench.Venues.Reports;

/// A floor at a venue as the daemon has it, each part in its own thread. A round trip: a person enters, the entry fills, the engine protects
/// what was bought, and the stop fills.
internal sealed class ReportFloor : IDisposable
{
    public const decimal Cash = 100_000;

    /// Nothing here takes so long but a mistake.
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private const decimal Price = 50_000;
    private const decimal Quantity = 0.001m;

    /// Until what happens in every trip is compiled for good.
    private const int WarmUp = 300;

    private static readonly DateTime Start = new(2026, 3, 4, 15, 0, 0, DateTimeKind.Utc);

    /// How the market's time passes until the books were read, and how afterwards: hardly, so that nothing else falls due.
    private static readonly TimeSpan FirstSteps = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Step = TimeSpan.FromTicks(200);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("perun-bench-").FullName;
    private readonly ManualTimeProvider _clock = new(Start);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<OperatorRequest> _asked = new();
    private readonly SemaphoreSlim _isSo = new(0);
    private readonly WiredVenue _venue;
    private readonly IOrderWire _wire;
    private readonly IReportedFloor _floor;
    private readonly Task _loop;
    private Func<bool>? _awaited;
    private bool _isReady;

    /// <param name="isDurable">With the daemon's floor and its store on the disk, or without any.</param>
    public ReportFloor(IOrderWire wire, bool isDurable)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        (_wire, _venue) = (wire, new WiredVenue(wire, _clock, Price));
        _floor = isDurable ? new DurableFloor(_folder, _venue, wire.Instrument, _clock) : new StorelessFloor(_venue, wire.Instrument, Start);
        _loop = Task.Run(LoopAsync);
        Await(() => _floor.Market.WhyNotReady is null && _floor.State.Market(default).HasPrice);
        Volatile.Write(ref _isReady, true);
        for (var trip = 0; trip < WarmUp; trip++) Trip();
    }

    /// Microseconds from the frame of the entry's fill to the stop that is handed to the adapter.
    public double Trip()
    {
        _asked.Enqueue(new OperatorRequest.Enter(default, Side.Buy, Quantity, Price, Price - 500, null));
        _venue.Poke();
        var (entry, _) = _venue.Next();
        Await(() => _floor.Market.IsQuiet && _floor.State.Desk.Find(entry.Id) is { Status: OrderStatus.Accepted });
        var frame = _wire.FillOf(entry, Price);
        var start = Stopwatch.GetTimestamp();
        _wire.Take(frame);
        var (stop, at) = _venue.Next();
        if (stop.Side != Side.Sell || stop.StopPrice <= 0) throw new InvalidOperationException("what was bought was not protected");
        Await(() => _floor.Market.IsQuiet && _floor.State.Desk.Find(stop.Id) is { Status: OrderStatus.Accepted });
        _wire.Take(_wire.FillOf(stop, Price - 500));
        Await(() => _floor.Market.IsQuiet && _floor.State.Ledger[default(InstrumentId)].IsFlat && !_floor.State.Desk.Open.Any());
        return Stopwatch.GetElapsedTime(start, at).TotalMicroseconds;
    }

    public void Dispose()
    {
        if (_stop.IsCancellationRequested) return;
        _stop.Cancel();
        _loop.GetAwaiter().GetResult();
        _floor.Dispose();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    /// As the daemon's: people's wishes, then what the venue said, then the next time that it says something.
    private async Task LoopAsync()
    {
        try
        {
            while (true)
            {
                while (_asked.TryDequeue(out var request)) _floor.Ask(request);
                _clock.Advance(Volatile.Read(ref _isReady) ? Step : FirstSteps);
                await _floor.AdvanceAsync(_clock.Now, _stop.Token);
                if (Volatile.Read(ref _awaited) is { } awaited && awaited())
                {
                    Volatile.Write(ref _awaited, null);
                    _isSo.Release();
                }
                await _floor.Market.WaitAsync(!_asked.IsEmpty || Volatile.Read(ref _awaited) is not null ? Look : Beat, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // It was enough.
        }
    }

    private void Await(Func<bool> isSo)
    {
        Volatile.Write(ref _awaited, isSo);
        _venue.Poke();
        if (_isSo.Wait(Patience)) return;
        var orders = string.Join(", ", _floor.State.Desk.Open.Select(static order => $"{order.Id} {order.Status}"));
        throw new InvalidOperationException($"the floor does not come to rest (ready: {_floor.Market.WhyNotReady ?? "yes"}; quiet: {_floor.Market.IsQuiet}; position: {_floor.State.Ledger[default(InstrumentId)].Quantity}; orders: {orders})");
    }
}

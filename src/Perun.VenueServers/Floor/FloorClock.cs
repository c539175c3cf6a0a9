using Perun.Simulation.Time;

namespace Perun.VenueServers.Floor;

/// Lets a floor's time pass with the clock on the wall, faster by a factor; at a factor of zero it stands still until somebody
/// moves it on.
public sealed class FloorClock : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    /// The most that passes at once: a slice of prices. Nobody waits long for the gate, and what time alone brings about comes
    /// between the same slices however far time is moved.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    private readonly VenueFloor _floor;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private readonly ScaledTimeProvider? _time;
    private TimeSpan _ahead;

    /// <param name="begun">When time began to pass: making the world may have taken a while.</param>
    public FloorClock(VenueFloor floor, double speed, TimeProvider wall, DateTimeOffset begun)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(speed);
        _floor = floor;
        _time = speed > 0 ? new ScaledTimeProvider(speed, floor.Now, wall) : null;
        _ahead = (wall.GetUtcNow() - begun) * speed;
        _loop = _time is null ? Task.CompletedTask : RunAsync(wall);
    }

    /// Moves the floor on by hand, beyond what the wall's clock makes of it.
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DateTime to;
        lock (_floor.Gate)
        {
            to = _floor.Now + by;
            _ahead += by;
        }
        Reach(to, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync(TimeProvider wall)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Tick, wall);
        while (await timer.WaitForNextTickAsync(_stop.Token))
        {
            DateTime to;
            lock (_floor.Gate) to = _time!.GetUtcNow().UtcDateTime + _ahead;
            Reach(to, _stop.Token);
        }
    }

    private void Reach(DateTime to, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            lock (_floor.Gate)
            {
                if (_floor.Now >= to) return;
                var next = _floor.Now + Step;
                _floor.Advance(next < to ? next : to);
            }
        }
    }
}

using System.Runtime.InteropServices;

namespace Perun.Commands;

/// Ctrl-C and SIGTERM as a token. The first asks, so that nothing is left half-done; a second Ctrl-C ends the process.
internal sealed class StopSignal : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private bool _isOver;

    public StopSignal() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = Heed(context.Signal)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = Heed(context.Signal)),
    ];

    public CancellationToken Token => _source.Token;

    /// Whether the signal is taken as a wish to stop; what is not ends the process. It only asks and returns: what waits for
    /// the token goes on elsewhere, because putting a trading floor in order on the signal's own thread would keep the next
    /// signal waiting. One that comes when all is over finds nothing to stop.
    internal bool Heed(PosixSignal signal)
    {
        lock (_gate)
        {
            if (_isOver || (_source.IsCancellationRequested && signal == PosixSignal.SIGINT)) return false;
            _ = _source.CancelAsync();
            return true;
        }
    }

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        lock (_gate)
        {
            _isOver = true;
            _source.Dispose();
        }
    }
}

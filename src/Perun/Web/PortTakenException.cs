namespace Perun.Web;

/// Another program listens where the dashboard should.
public sealed class PortTakenException(int port, Exception inner) : Exception(
    $"port {port} is taken: another program (or another Perun) listens there; choose another with PERUN_PORT or --port",
    inner)
{
    public int Port { get; } = port;
}

namespace Perun.Web;

/// The daemon owns Ctrl-C and SIGTERM; the web server must not catch them.
internal sealed class OwnedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

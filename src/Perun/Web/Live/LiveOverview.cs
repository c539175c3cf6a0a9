using Perun.Facts;
using Perun.Web.Pages;

namespace Perun.Web.Live;

/// A piece of a page, as it stands now.
internal sealed record Section(string Id, string Html);

/// The overview's sections, rendered once for all who watch.
internal sealed class LiveOverview(IFacts facts, IFactChanges changes, PageRenderer pages, TimeSpan patience) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private IReadOnlyList<Section> _sections = [];
    private long _version = -1;

    public void Dispose() => _turn.Dispose();

    /// At least as new as the version asked for.
    public async ValueTask<IReadOnlyList<Section>> AtAsync(long version, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            if (_version >= version)
                return _sections;
            // Read before the facts are, so that a change meanwhile is shown later rather than never.
            var newest = changes.Version;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(patience);
            var overview = await facts.OverviewAsync(limit.Token);
            _sections = await pages.SectionsAsync(HomePage.Sections, overview);
            _version = newest;
            return _sections;
        }
        finally
        {
            _turn.Release();
        }
    }
}

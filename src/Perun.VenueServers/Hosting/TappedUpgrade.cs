using Microsoft.AspNetCore.Http.Features;

namespace Perun.VenueServers.Hosting;

/// Keeps hold of an upgraded connection's bytes.
internal sealed class TappedUpgrade(IHttpUpgradeFeature inner) : IHttpUpgradeFeature
{
    public TappedStream? Tap { get; private set; }

    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    public async Task<Stream> UpgradeAsync() => Tap = new TappedStream(await inner.UpgradeAsync());
}

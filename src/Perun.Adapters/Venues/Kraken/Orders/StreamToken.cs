using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Kraken.Orders;

/// What opens the private stream. A token is good for a quarter of an hour until it is used; half of that is taken for all of it.
internal sealed class StreamToken(KrakenRest rest)
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(15);

    private string? _token;
    private DateTime _until;

    public async Task<Answer<string>> GetAsync(CancellationToken cancel)
    {
        if (_token is { } known && rest.Now < _until) return known;
        var askedAt = rest.Now;
        if (!(await rest.PrivateAsync(new KrakenCall("GetWebSocketsToken", new KrakenForm()), KrakenWire.Default.KrakenAnswerTokenRow, cancel)).TryGet(out var row, out var failure)) return failure;
        if (row.Token is not { Length: > 0 } token) return new Outcome.Down("Kraken gave an empty token");
        _until = askedAt + (row.Expires is > 0 and < 86_400 and var seconds ? TimeSpan.FromSeconds(seconds) : Usual) / 2;
        return _token = token;
    }

    public void Forget() => _token = null;
}

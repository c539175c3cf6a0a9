using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.VenueServers.Kraken;

namespace Perun.Bench.Venues.Links;

/// The open orders as a plain client reads them: a request, and its answer as a document. It knows no order of ours and compares nothing.
internal sealed class PlainReader(Uri server) : IDisposable
{
    private readonly HttpClient _http = new();
    private long _nonce = DateTime.UtcNow.Ticks;

    /// Milliseconds.
    public double Kraken()
    {
        const string path = "/0/private/OpenOrders";
        var account = KrakenKeySettings.Of(SimulatedVenue.OtherKey);
        if (!KrakenKey.TryRead(account.Key, account.Secret, out var key, out var why)) throw new InvalidOperationException(why);
        var start = Stopwatch.GetTimestamp();
        var nonce = (++_nonce).ToString(CultureInfo.InvariantCulture);
        var body = Encoding.ASCII.GetBytes($"nonce={nonce}&trades=true");
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(server, path)) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        message.Headers.TryAddWithoutValidation("API-Key", key.Name);
        message.Headers.TryAddWithoutValidation("API-Sign", key.Sign(path, nonce, body));
        using var answer = Ask(message);
        if (answer.RootElement.GetProperty("result").GetProperty("open").EnumerateObject().Count() != Orders) throw new InvalidOperationException("not all orders were read");
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    public double Alpaca()
    {
        const int page = 500;
        var start = Stopwatch.GetTimestamp();
        var (read, last) = (0, (string?)null);
        while (read < Orders)
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(server, $"/v2/orders?status=open&limit={page}&direction=desc&nested=false{(last is null ? "" : $"&before_order_id={last}")}"));
            message.Headers.TryAddWithoutValidation("APCA-API-KEY-ID", "PKBENCH");
            message.Headers.TryAddWithoutValidation("APCA-API-SECRET-KEY", "secret-of-PKBENCH");
            using var answer = Ask(message);
            var count = answer.RootElement.GetArrayLength();
            if (count == 0) throw new InvalidOperationException("not all orders were read");
            (read, last) = (read + count, answer.RootElement[count - 1].GetProperty("id").GetString());
        }
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    public void Dispose() => _http.Dispose();

    private static int Orders => LinkBenchmarks.Orders;

    private JsonDocument Ask(HttpRequestMessage message)
    {
        using var response = _http.Send(message);
        using var stream = response.EnsureSuccessStatusCode().Content.ReadAsStream();
        return JsonDocument.Parse(stream);
    }
}

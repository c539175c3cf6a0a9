using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Perun.VenueServers.Kraken;
using Perun.VenueServers.Kraken.Keys;

namespace Perun.VenueServers.Tests.Kraken;

/// A plain client of Kraken's REST interface.
internal sealed class KrakenClient(Uri address, KrakenKeySettings key) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address };
    private long _nonce = 1_000;

    public async Task<JsonNode> PublicAsync(string method, string query = "") =>
        Parsed(await _http.GetStringAsync($"/0/public/{method}{(query.Length > 0 ? "?" : "")}{query}", TestContext.Current.CancellationToken));

    /// The whole answer.
    public Task<JsonNode> PrivateAsync(string method, params (string Name, object Value)[] fields)
    {
        var nonce = Interlocked.Increment(ref _nonce).ToString(CultureInfo.InvariantCulture);
        var body = string.Join('&', fields.Select(static field => $"{field.Name}={Uri.EscapeDataString(Convert.ToString(field.Value, CultureInfo.InvariantCulture)!)}").Prepend($"nonce={nonce}"));
        return PostAsync(method, nonce, body, "application/x-www-form-urlencoded");
    }

    public Task<JsonNode> PrivateJsonAsync(string method, JsonObject fields)
    {
        var nonce = Interlocked.Increment(ref _nonce).ToString(CultureInfo.InvariantCulture);
        fields["nonce"] = nonce;
        return PostAsync(method, nonce, fields.ToJsonString(), "application/json");
    }

    public async Task<JsonNode> PostAsync(string method, string nonce, string body, string type, string? signature = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/0/private/{method}") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.Add("API-Key", key.Key);
        request.Headers.Add("API-Sign", signature ?? ApiSignature.Of(Convert.FromBase64String(key.Secret), $"/0/private/{method}", nonce, bytes));
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return Parsed(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// The result; it fails with what the venue said where it refused.
    public async Task<JsonNode> AskAsync(string method, params (string Name, object Value)[] fields)
    {
        var answer = await PrivateAsync(method, fields);
        answer["error"]!.AsArray().Select(static error => error!.ToString()).ShouldBeEmpty();
        return answer["result"]!;
    }

    /// What the venue says no with.
    public async Task<string> RefusalAsync(string method, params (string Name, object Value)[] fields) => ErrorIn(await PrivateAsync(method, fields));

    public static string ErrorIn(JsonNode answer) => answer["error"]!.AsArray().ShouldHaveSingleItem()!.ToString();

    /// Places an order and returns its id.
    public async Task<string> PlaceAsync(string pair, string side, string type, decimal volume, params (string Name, object Value)[] more)
    {
        var result = await AskAsync("AddOrder", [("pair", pair), ("type", side), ("ordertype", type), ("volume", volume), .. more]);
        return result["txid"]![0]!.ToString();
    }

    public async Task<JsonNode> OrderAsync(string id) => (await AskAsync("QueryOrders", ("txid", id), ("trades", true)))[id]!;

    public void Dispose() => _http.Dispose();

    private static JsonNode Parsed(string text) => JsonNode.Parse(text)!;
}

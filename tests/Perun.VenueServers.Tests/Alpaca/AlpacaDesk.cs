using System.Net.Http.Json;
using System.Text.Json;
using Perun.VenueServers.Alpaca;
using Perun.VenueServers.Alpaca.Accounts;
using Perun.VenueServers.Faults;

namespace Perun.VenueServers.Tests.Alpaca;

/// A running simulator whose time stands still until a test moves it on, and a client with the first account's keys.
public sealed class AlpacaDesk : IAsyncDisposable
{
    private AlpacaDesk(AlpacaServer server)
    {
        Server = server;
        Client = ClientOf(server.Venue.Accounts[0].Keys);
    }

    public AlpacaServer Server { get; }

    public HttpClient Client { get; }

    public TradingAccount Account => Server.Venue.Accounts[0];

    public static AlpacaSettings Quiet => new() { Speed = 0, History = TimeSpan.FromDays(3), Symbols = ["AAPL", "SPY", "BTC/USD"], RequestsAMinute = 100_000 };

    public static async Task<AlpacaDesk> OpenAsync(AlpacaSettings? settings = null) => new(await AlpacaServer.StartAsync(settings ?? Quiet, TestContext.Current.CancellationToken));

    public static Task<AlpacaDesk> WithFaultsAsync(string script) => OpenAsync(Quiet with { Faults = FaultScript.Read(script, Venue.Words) });

    public HttpClient ClientOf(AccountKeys keys)
    {
        var client = new HttpClient { BaseAddress = Server.Address };
        client.DefaultRequestHeaders.Add("APCA-API-KEY-ID", keys.Id);
        client.DefaultRequestHeaders.Add("APCA-API-SECRET-KEY", keys.Secret);
        return client;
    }

    public async Task<JsonElement> GetAsync(string path) => (await SendAsync(HttpMethod.Get, path)).Body;

    public async Task<JsonElement> OrderAsync(string json) => await ExpectAsync(HttpMethod.Post, "/v2/orders", 200, json);

    /// The answer's body, whose status must be this.
    public async Task<JsonElement> ExpectAsync(HttpMethod method, string path, int status, string? json = null)
    {
        var (said, body) = await SendAsync(method, path, json);
        said.ShouldBe(status, body.ToString());
        return body;
    }

    public async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        if (response.Content.Headers.ContentLength == 0 || (int)response.StatusCode == 204) return ((int)response.StatusCode, default);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    public void Pass(double seconds) => Server.Advance(TimeSpan.FromSeconds(seconds));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}

using Perun.Adapters.Venues.Alpaca;
using Perun.Adapters.Venues.Wire;
using Perun.Engine.Venues;
using Perun.Venues.Tests.Loopback;

namespace Perun.Venues.Tests.Alpaca;

public sealed class HostTests
{
    [Theory]
    [InlineData("PKABC", null, null, "https://paper-api.alpaca.markets", "wss://paper-api.alpaca.markets/stream", false)]
    [InlineData("AKABC", null, false, "https://api.alpaca.markets", "wss://api.alpaca.markets/stream", true)]
    [InlineData("AKABC", "https://api.alpaca.markets/v2", null, "https://api.alpaca.markets", "wss://api.alpaca.markets/stream", true)]
    [InlineData("PKABC", "http://127.0.0.1:4567", null, "http://127.0.0.1:4567", "ws://127.0.0.1:4567/stream", false)]
    public void Every_part_has_its_address(string key, string? address, bool? isPaper, string trading, string orders, bool isLive)
    {
        var settings = Settings(key, address, isPaper);
        var hosts = AlpacaHosts.Of(settings);
        AlpacaHosts.WhyNot(settings).ShouldBeNull();
        (hosts.Trading, hosts.Orders, hosts.IsLive).ShouldBe((new Uri(trading), new Uri(orders), isLive));
        hosts.Data.ShouldBe(new Uri(address?.Contains("127", StringComparison.Ordinal) is true ? address : "https://data.alpaca.markets"));
    }

    [Theory]
    [InlineData(null, null, "https://data.alpaca.markets")]
    [InlineData("https://api.alpaca.markets/v2", null, "https://data.alpaca.markets")]
    [InlineData("http://localhost:5090", null, "http://localhost:5090")]
    [InlineData("http://localhost:5090", "http://localhost:6000/v2", "http://localhost:6000")]
    [InlineData(null, "https://mirror.example", "https://mirror.example")]
    public void Prices_and_news_come_from_where_is_traded_unless_another_place_is_named(string? address, string? data, string expected) =>
        AlpacaHosts.DataOf(address is null ? null : new Uri(address), data is null ? null : new Uri(data)).ShouldBe(new Uri(expected));

    [Theory]
    [InlineData("AKABC", null, null, "paper accounts")]
    [InlineData("AKABC", "https://paper-api.alpaca.markets", null, "paper accounts")]
    [InlineData("PKABC", "https://api.alpaca.markets", null, "ALPACA_PAPER=true")]
    [InlineData("PKABC", null, false, "ALPACA_PAPER=true")]
    [InlineData("XXABC", "https://api.alpaca.markets", true, "leave one of them out")]
    [InlineData("XXABC", "https://paper-api.alpaca.markets", false, "leave one of them out")]
    public async Task A_key_at_the_wrong_address_is_refused_before_anything_is_sent(string key, string? address, bool? isPaper, string because)
    {
        await using var venue = new AlpacaVenue(Settings(key, address, isPaper), new ClientIds("t3st"), new TestClock(), Given.MiddleOfTheDie, VenueLog.Silent);
        (await venue.CheckAsync(CancellationToken.None)).ShouldFail().ShouldBeOfType<Outcome.Refused>().Reason.ShouldContain(because);
    }

    [Theory]
    [InlineData(401, "unauthorized")]
    [InlineData(403, "forbidden.")]
    public async Task A_refused_key_is_told_as_that_and_never_shown(int status, string message)
    {
        await using var server = new LoopbackServer(_ => Said.Json($$"""{"message":"{{message}} {{Given.Key}}"}""", status));
        var notes = new NoteBook();
        await using var venue = new AlpacaVenue(new AlpacaSettings { Key = Given.Key, Secret = Given.Secret, Address = server.Http }, new ClientIds("t3st"), new TestClock(), Given.MiddleOfTheDie, notes.Log);
        var refused = (await venue.CheckAsync(CancellationToken.None)).ShouldFail().ShouldBeOfType<Outcome.Refused>();
        refused.Reason.ShouldContain("ALPACA_API_KEY");
        (refused.Reason + string.Join('\n', notes.Lines)).ShouldHoldNoKey();
        server.Requests.ShouldHaveSingleItem().Headers["APCA-API-KEY-ID"].ShouldBe(Given.Key);
    }

    private static AlpacaSettings Settings(string key, string? address, bool? isPaper) => new() { Key = key, Secret = Given.Secret, Address = address is null ? null : new Uri(address), IsPaper = isPaper };
}

using Perun.Adapters.Storage;
using Perun.Commands;
using Perun.Configuration;
using Perun.Daemon;
using Perun.Engine.Venues;
using Perun.Tests.Configuration;
using Perun.Venues;
using Perun.VenueServers.Alpaca;
using Perun.VenueServers.Kraken;

namespace Perun.Tests.Venues;

/// What a person reads where a venue will not: what is wrong, where, and what to do, in one sentence.
public sealed class VenueWordsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_outcome_has_a_sentence_of_its_own()
    {
        Words(new Outcome.Refused("no such account.")).ShouldBe("Venue does not show the account: no such account.");
        Words(new Outcome.Throttled(new DateTime(2026, 3, 4, 15, 0, 30, DateTimeKind.Utc), "429")).ShouldBe("Venue takes no more requests now (429), so it was not asked to show the account: try again after 15:00:30 UTC.");
        foreach (var failure in (Outcome[])[new Outcome.Down("no route"), new Outcome.Unknown("no route")])
            Words(failure).ShouldBe("Venue could not be asked to show the account (no route): see whether its address can be reached from here and whether it is in maintenance, then try again.");
    }

    [Theory]
    [InlineData("PKPERUN1", "wrong")]
    [InlineData("PKOTHER", "secret-of-PKOTHER")]
    public async Task A_wrong_key_for_Alpaca_is_told_as_that(string key, string secret)
    {
        await using var server = await AlpacaServer.StartAsync(new() { Speed = 0, History = TimeSpan.FromDays(1), Symbols = ["AAPL"] }, Cancel);
        var told = await RefusedAsync(("ALPACA_BASE_URL", $"{server.Address}"), ("ALPACA_API_KEY", key), ("ALPACA_SECRET_KEY", secret));
        told.ShouldStartWith("Alpaca paper does not show the account: the key was refused (");
        told.ShouldContain("put ALPACA_API_KEY and ALPACA_SECRET_KEY right");
        told.ShouldEndWith("Nothing was traded.");
        told.ShouldNotContain(secret);
    }

    [Theory]
    [InlineData("key-of-nobody", "c2VjcmV0LW9mLXBlcnVuMQ==", "make a new one at Kraken")]
    [InlineData("key-of-perun1", "c2VjcmV0LW9mLW5vYm9keQ==", "they belong together")]
    public async Task A_wrong_key_for_Kraken_is_told_as_that(string key, string secret, string remedy)
    {
        await using var server = await KrakenServer.StartAsync(new() { Speed = 0, History = TimeSpan.FromHours(1), Symbols = ["BTC/USD"] }, Cancel);
        var told = await RefusedAsync(("PERUN_VENUE", "kraken"), ("KRAKEN_BASE_URL", $"{server.Address}"), ("KRAKEN_API_KEY", key), ("KRAKEN_API_SECRET", secret));
        told.ShouldStartWith("Kraken's simulator does not show the account: Kraken does not accept ");
        told.ShouldContain(remedy);
        told.ShouldContain("KRAKEN_API_SECRET");
        told.ShouldNotContain(secret);
    }

    [Fact]
    public async Task A_venue_that_is_not_there_is_told_with_where_to_look()
    {
        var told = await RefusedAsync(("ALPACA_BASE_URL", "http://localhost:9"), ("ALPACA_API_KEY", "PKPERUN1"), ("ALPACA_SECRET_KEY", "secret"));
        told.ShouldStartWith("Alpaca paper could not be asked to show the account (");
        told.ShouldContain("see whether its address can be reached");
    }

    [Fact]
    public void News_and_prices_never_leave_this_computer_where_the_venue_is_a_simulator()
    {
        var settings = Settings(("ALPACA_BASE_URL", "http://localhost:5090"), ("ALPACA_API_KEY", "PKPERUN1"), ("ALPACA_SECRET_KEY", "secret"));
        settings.Sources.AlpacaAddress.ShouldBe(new Uri("http://localhost:5090"));
        Settings(("ALPACA_BASE_URL", "http://localhost:5090"), ("ALPACA_DATA_URL", "http://localhost:6000"), ("ALPACA_API_KEY", "PKPERUN1"), ("ALPACA_SECRET_KEY", "secret")).Sources.AlpacaAddress.ShouldBe(new Uri("http://localhost:6000"));
        Settings(("ALPACA_API_KEY", "PKPERUN1"), ("ALPACA_SECRET_KEY", "secret")).Sources.AlpacaAddress.Host.ShouldBe("data.alpaca.markets");
    }

    [Fact]
    public async Task Everything_at_the_venue_is_cancelled_once_the_accounts_name_was_typed()
    {
        await using var server = await AlpacaServer.StartAsync(new() { Speed = 0, History = TimeSpan.FromDays(1), Symbols = ["AAPL"] }, Cancel);
        var settings = Settings(("ALPACA_BASE_URL", $"{server.Address}"), ("ALPACA_API_KEY", "PKPERUN1"), ("ALPACA_SECRET_KEY", "secret-of-PKPERUN1"));
        var account = server.Venue.Accounts[0].Number;
        (await AskAsync(settings, static _ => throw new InvalidOperationException("there is nothing to ask"))).ShouldBe($"No order rests at Alpaca paper in account {account}.");
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Add("APCA-API-KEY-ID", "PKPERUN1");
        client.DefaultRequestHeaders.Add("APCA-API-SECRET-KEY", "secret-of-PKPERUN1");
        foreach (var limit in (int[])[50, 60, 70])
            (await client.PostAsync("/v2/orders", new StringContent($$"""{"symbol":"AAPL","qty":"1","side":"buy","type":"limit","limit_price":"{{limit}}","time_in_force":"day"}""", System.Text.Encoding.UTF8, "application/json"), Cancel)).EnsureSuccessStatusCode();
        (await Should.ThrowAsync<CommandFailedException>(() => AskAsync(settings, static _ => "yes"))).Message.ShouldContain("nothing was cancelled");
        server.Venue.Accounts[0].Orders.Open.Count().ShouldBe(3);
        (await AskAsync(settings, question => question.Orders == 3 ? question.Account : null)).ShouldStartWith("Alpaca paper cancels all 3 orders");
        server.Venue.Accounts[0].Orders.Open.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_no_venue_is_outside_there_is_nothing_to_cancel_there()
    {
        var (settings, _) = Given.Sources(options: [("PERUN_DATA", _folder.Path)]);
        (await Should.ThrowAsync<CommandFailedException>(() => AskAsync(settings!, static _ => null))).Message.ShouldContain("perun kill");
    }

    [Theory]
    [InlineData("KRAKEN_BOOK_DEPTH", "20", "none, 10, 25, 100, 500, 1000")]
    [InlineData("KRAKEN_DEAD_MAN_SECONDS", "5", "from 30 to 3600, or off")]
    [InlineData("ALPACA_FEED", "otc", "auto, iex, sip")]
    public void What_a_venue_does_not_have_can_t_be_set(string name, string value, string expected) =>
        Given.Sources(options: [(name, value)]).Reading.Problems.ShouldHaveSingleItem().ShouldContain(expected);

    [Fact]
    public void Books_are_checked_and_nothing_is_cancelled_for_silence_unless_it_is_set_otherwise()
    {
        var usual = Settings(("ALPACA_API_KEY", "PKPERUN1"), ("ALPACA_SECRET_KEY", "secret")).Venue;
        (usual.KrakenBookDepth, usual.KrakenDeadManSwitch).ShouldBe((25, TimeSpan.Zero));
        var set = Settings(("ALPACA_API_KEY", "PKPERUN1"), ("ALPACA_SECRET_KEY", "secret"), ("KRAKEN_BOOK_DEPTH", "none"), ("KRAKEN_DEAD_MAN_SECONDS", "60")).Venue;
        (set.KrakenBookDepth, set.KrakenDeadManSwitch).ShouldBe((0, TimeSpan.FromMinutes(1)));
    }

    private static string Words(Outcome failure) => FailureWords.Of("Venue", "show the account", failure);

    private static Task<string> AskAsync(PerunSettings settings, Func<CancelAllQuestion, string?> typed) => CancelEverything.AskAsync(settings, typed, TimeProvider.System, Cancel);

    private PerunSettings Settings(params (string, string)[] options)
    {
        var (settings, reading) = Given.Sources(options: [("PERUN_MODE", "paper"), ("PERUN_DATA", _folder.Path), .. options]);
        reading.Problems.ShouldBeEmpty();
        return settings!;
    }

    private async Task<string> RefusedAsync(params (string, string)[] options)
    {
        var settings = Settings(options);
        using var store = new SqliteStore(Path.Combine(_folder.Path, PerunDaemon.StoreFile), Durability.None);
        return (await Should.ThrowAsync<CommandFailedException>(() => VenueOpening.OpenAsync(
            settings, store, ids => VenueDoor.Open(settings.Venue, settings.Paths.Data, ids, TimeProvider.System, static _ => { }), static _ => { }, Cancel))).Message;
    }
}

using Perun.Commands;
using Perun.VenueServers.Alpaca;
using Perun.VenueServers.Kraken;
using Perun.VenueServers.Kraken.Accounts;

namespace Perun.Tests.Commands;

public sealed class VenueServerCommandTests : IDisposable
{
    private readonly CommandLine _perun = new();

    public void Dispose() => _perun.Dispose();

    [Fact]
    public async Task A_venue_is_started_with_what_was_typed()
    {
        AlpacaSettings? given = null;
        _perun.Actions = new PerunActions
        {
            ServeAlpaca = (settings, listens, _) =>
            {
                given = settings;
                listens(new Uri("http://127.0.0.1:5091"));
                return Task.CompletedTask;
            },
        };
        var said = await _perun.RunAsync(["venue-server", "alpaca", "--port", "5091", "--seed", "7", "--speed", "60", "--symbols", "aapl,BTC/USD", "--accounts", "PKONE=5000,PKTWO:hidden", "--faults", "429 times 2, drop chance 0.5", "--sip"]);
        said.Code.ShouldBe(ExitCode.Done, said.Error);
        said.Output.ShouldContain("http://127.0.0.1:5091");
        said.Output.ShouldContain("APCA_API_KEY_ID=PKTWO APCA_API_SECRET_KEY=hidden has 100,000 dollars");
        (given!.Port, given.Seed, given.Speed, given.HasSip).ShouldBe((5091, 7UL, 60, true));
        given.Symbols.ShouldBe(["AAPL", "BTC/USD"]);
        given.Accounts.Select(keys => keys.Cash).ShouldBe([5000, 100_000]);
        given.Faults.Select(rule => rule.ToString()).ShouldBe(["429 times 2", "drop on trade_updates always chance 0.5"]);
    }

    [Fact]
    public async Task Kraken_is_started_with_what_was_typed()
    {
        KrakenServerSettings? given = null;
        _perun.Actions = new PerunActions
        {
            ServeKraken = (settings, listens, _) =>
            {
                given = settings;
                listens(new Uri("http://127.0.0.1:5091"));
                return Task.CompletedTask;
            },
        };
        var said = await _perun.RunAsync(["venue-server", "kraken", "--seed", "7", "--symbols", "btc/usd", "--accounts", "mine=5000,other:hidden", "--tier", "starter", "--no-limits", "--keys-may-withdraw", "--faults", "drop, busy on Balance"]);
        said.Code.ShouldBe(ExitCode.Done, said.Error);
        said.Output.ShouldContain("ws://127.0.0.1:5091/auth/v2");
        said.Output.ShouldContain("mine has 5,000 dollars: KRAKEN_API_KEY=key-of-mine KRAKEN_API_SECRET=c2VjcmV0LW9mLW1pbmU=");
        said.Output.ShouldContain("KRAKEN_API_SECRET=aGlkZGVu");
        (given!.Seed, given.HasLimits).ShouldBe((7UL, false));
        given.Symbols.ShouldBe(["BTC/USD"]);
        given.Accounts.ShouldAllBe(static account => account.Tier == KrakenTier.Starter && account.Keys[0].Permissions.Contains("withdraw-funds"));
        given.Faults.Select(rule => rule.ToString()).ShouldBe(["drop on executions", "busy on Balance"]);
    }

    [Theory]
    [InlineData("--tier gold", "There is no tier \"gold\": give starter, intermediate or pro.")]
    [InlineData("--symbols AAPL", "has no \"AAPL\"")]
    [InlineData("--faults bussy", "there is no fault \"bussy\"")]
    public async Task What_is_wrong_with_kraken_is_said(string typed, string wrong)
    {
        _perun.Actions = new PerunActions { ServeKraken = static (_, _, _) => Task.CompletedTask };
        var said = await _perun.RunAsync(["venue-server", "kraken", .. typed.Split(' ')]);
        said.Code.ShouldBe(ExitCode.Usage);
        said.Error.ShouldContain(wrong);
    }

    [Theory]
    [InlineData("--symbols AAPL,NOPE", "has no \"NOPE\"")]
    [InlineData("--accounts =5", "is no account: give key, key=cash or key:secret=cash")]
    [InlineData("--accounts PKA,PKA", "is given twice")]
    [InlineData("--accounts PKA=none", "The cash of an account \"none\" is not a number")]
    [InlineData("--speed fast", "The speed \"fast\" is not a number from 0")]
    [InlineData("--faults lose-anser", "there is no fault \"lose-anser\": did you mean lose-answer")]
    [InlineData("--script nowhere.txt", "The script nowhere.txt can't be read")]
    [InlineData("--fault-chance 2", "not a number from 0 to 1")]
    [InlineData("--start yesterday", "\"yesterday\" is not a time")]
    [InlineData("--port 0", "The port \"0\"")]
    public async Task What_was_typed_wrong_is_told(string options, string says)
    {
        _perun.Actions = new PerunActions { ServeAlpaca = (_, _, _) => throw new InvalidOperationException("it was started") };
        var said = await _perun.TypeAsync($"venue-server alpaca {options}");
        said.Code.ShouldBe(ExitCode.Usage);
        said.Error.ShouldContain(says);
    }

    [Fact]
    public async Task A_venue_that_is_not_there_is_told()
    {
        _perun.Actions = new PerunActions { ServeAlpaca = (_, _, _) => throw new InvalidOperationException("it was started") };
        var said = await _perun.TypeAsync("venue-server nyse");
        said.Code.ShouldBe(ExitCode.Usage);
        said.Error.ShouldContain("give alpaca");
    }
}

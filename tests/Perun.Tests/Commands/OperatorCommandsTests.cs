using Perun.Commands;
using Perun.Commands.Access;
using Perun.Facts;

namespace Perun.Tests.Commands;

public sealed class OperatorCommandsTests : IDisposable
{
    private readonly CommandLine _perun = new();

    public void Dispose() => _perun.Dispose();

    [Fact]
    public async Task A_wish_reaches_the_desk_as_it_was_typed()
    {
        await using var daemon = await FakeDaemon.StartAsync(_perun.Data);
        var said = await _perun.TypeAsync("buy btc/usd 0.05 --limit 61000 --stop 59500.5 --target 65000");
        said.Code.ShouldBe(ExitCode.Done);
        said.Output.ShouldBe("Done: bought\nperun why 77 tells the whole story.\n");
        daemon.Facts.Wishes.ShouldBe([new OperatorWish("buy", "BTC/USD", 0.05m, 61000m, 59500.5m, 65000m)]);
    }

    [Theory]
    [InlineData("sell AAPL", "sell", "AAPL", null)]
    [InlineData("close aapl", "close", "AAPL", null)]
    [InlineData("flatten too much news", "flatten", null, "too much news")]
    [InlineData("kill", "kill", null, "killed from the command line")]
    [InlineData("resume all well", "resume", null, "all well")]
    [InlineData("adopt btc/usd", "adopt", "BTC/USD", null)]
    [InlineData("adopt cash a card fee", "adopt", "cash", "a card fee")]
    public async Task Every_wish_has_its_command(string line, string what, string? symbol, string? why)
    {
        await using var daemon = await FakeDaemon.StartAsync(_perun.Data);
        var said = await _perun.TypeAsync(line);
        said.Code.ShouldBe(ExitCode.Done);
        said.Output.Contains("perun why 77").ShouldBe(what == "sell");
        daemon.Facts.Wishes.ShouldBe([new OperatorWish(what, symbol, Why: why)]);
    }

    [Fact]
    public async Task Only_a_working_order_is_cancelled()
    {
        await using var daemon = await FakeDaemon.StartAsync(_perun.Data);
        (await _perun.TypeAsync("cancel 42.1")).Code.ShouldBe(ExitCode.Done);
        daemon.Facts.Wishes.ShouldBe([new OperatorWish("cancel", Order: "42.1")]);

        var unknown = await _perun.TypeAsync("cancel 43.0");
        unknown.Code.ShouldBe(ExitCode.Refused);
        unknown.Error.ShouldContain("those that work are 42.1 (AAPL)");
        (await _perun.TypeAsync("cancel fortytwo")).Code.ShouldBe(ExitCode.Usage);
        daemon.Facts.Wishes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_ends_with_code_1_and_its_reason()
    {
        await using var daemon = await FakeDaemon.StartAsync(_perun.Data);
        daemon.Facts.Answer = new OperatorAnswer(IsDone: false, "AAPL trades in steps of 0.01", 78);
        var said = await _perun.TypeAsync("buy AAPL 10 --limit 184.123");
        said.Code.ShouldBe(ExitCode.Refused);
        said.Output.ShouldContain("Refused: AAPL trades in steps of 0.01");
        daemon.Facts.Answer = new OperatorAnswer(IsDone: false, "Refused (NotOnTick): not on the tick");
        (await _perun.TypeAsync("buy AAPL 10 --limit 184.123")).Output.ShouldBe("Refused (NotOnTick): not on the tick\n");
        var json = await _perun.TypeAsync("buy AAPL 10 --limit 184.123 --json");
        json.Code.ShouldBe(ExitCode.Refused);
        json.Json.GetProperty("isDone").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [InlineData("buy AAPL 0", "The quantity is 0: give a number above 0")]
    [InlineData("buy AAPL -5", "The quantity is -5: give a number above 0")]
    [InlineData("sell AAPL NaN", "\"NaN\" is not a number")]
    [InlineData("sell AAPL Infinity", "\"Infinity\" is not a number")]
    [InlineData("buy AAPL 1,5", "write a decimal point, and no commas")]
    [InlineData("buy AAPL 1e30", "is not a number")]
    [InlineData("buy AAPL 99999999999999", "larger than anything that can be traded")]
    [InlineData("buy AAPL 1 --limit 0", "The limit price is 0")]
    [InlineData("buy AAPL 1 --stop x", "The stop price \"x\" is not a number")]
    [InlineData("buy AAPL 1 --target -1", "The target price is -1")]
    [InlineData("buy", "perun buy needs <symbol>")]
    [InlineData("buy AAPL 1 2", "doesn't know what to do with \"2\"")]
    public async Task Bad_input_is_one_sentence_and_trades_nothing(string line, string sentence)
    {
        await using var daemon = await FakeDaemon.StartAsync(_perun.Data);
        var said = await _perun.TypeAsync(line);
        said.Code.ShouldBe(ExitCode.Usage);
        said.Error.ShouldContain(sentence);
        said.Error.TrimEnd('\n').ShouldNotContain("\n");
        daemon.Facts.Wishes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("buy APPL 1", "did you mean AAPL?")]
    [InlineData("close BTCUSD", "did you mean BTC/USD?")]
    [InlineData("sell XYZW 1", "the markets are AAPL, BTC/USD")]
    public async Task An_unknown_symbol_is_answered_with_near_ones(string line, string hint)
    {
        await using var daemon = await FakeDaemon.StartAsync(_perun.Data);
        var said = await _perun.TypeAsync(line);
        said.Code.ShouldBe(ExitCode.Refused);
        said.Error.ShouldContain(hint);
        daemon.Facts.Wishes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("buy AAPL 1")]
    [InlineData("close AAPL")]
    [InlineData("cancel 1.0")]
    [InlineData("flatten")]
    [InlineData("resume")]
    public async Task Without_a_daemon_they_say_so(string line)
    {
        var said = await _perun.TypeAsync(line);
        said.Code.ShouldBe(ExitCode.Unreachable);
        said.Error.ShouldContain("./perun run");
    }

    [Fact]
    public async Task Kill_without_a_daemon_raises_the_file_and_resume_lowers_it()
    {
        var killed = await _perun.TypeAsync("kill spreads look wrong");
        killed.Code.ShouldBe(ExitCode.Done);
        killed.Output.ShouldContain("the kill file");
        KillFlag.Read(_perun.Data)!.Why.ShouldBe("spreads look wrong");
        (await _perun.TypeAsync("status")).Output.ShouldContain("The kill file is up");

        (await _perun.TypeAsync("resume")).Code.ShouldBe(ExitCode.Done);
        KillFlag.IsUp(_perun.Data).ShouldBeFalse();
    }

    [Fact]
    public async Task Kill_needs_no_sound_settings()
    {
        File.WriteAllText(Path.Combine(_perun.Home, ".env"), "PERUN_PORT=many\n");
        (await _perun.TypeAsync("status")).Code.ShouldBe(ExitCode.Environment);
        (await _perun.TypeAsync("kill")).Code.ShouldBe(ExitCode.Done);
        KillFlag.IsUp(_perun.Data).ShouldBeTrue();
    }

    [Fact]
    public async Task Kill_raises_the_file_when_the_daemon_fails()
    {
        await using var daemon = await FakeDaemon.StartAsync(_perun.Data);
        daemon.Misbehave = http =>
        {
            if (http.Request.Path != "/api/operator") return Task.FromResult(false);
            http.Abort();
            return Task.FromResult(true);
        };
        var said = await _perun.TypeAsync("kill");
        said.Code.ShouldBe(ExitCode.Done);
        said.Output.ShouldContain("is up: Perun heeds it within a second");
        KillFlag.IsUp(_perun.Data).ShouldBeTrue();
    }

    [Fact]
    public async Task Resume_takes_the_file_down_before_it_asks_the_daemon()
    {
        KillFlag.Raise(_perun.Data, "test", FakeFacts.Now);
        await using var daemon = await FakeDaemon.StartAsync(_perun.Data);
        var wasUp = true;
        daemon.Misbehave = http =>
        {
            if (http.Request.Path == "/api/operator") wasUp = KillFlag.IsUp(_perun.Data);
            return Task.FromResult(false);
        };
        (await _perun.TypeAsync("resume")).Code.ShouldBe(ExitCode.Done);
        wasUp.ShouldBeFalse();
        daemon.Facts.Wishes.ShouldHaveSingleItem().What.ShouldBe("resume");
    }

    [Fact]
    public void An_empty_kill_file_counts_and_a_private_one_stays_private()
    {
        File.WriteAllText(KillFlag.PathIn(_perun.Data), "");
        KillFlag.Read(_perun.Data).ShouldNotBeNull();
        KillFlag.Raise(_perun.Data, new string('x', 5000), FakeFacts.Now);
        KillFlag.Read(_perun.Data)!.Why.Length.ShouldBe(500);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(KillFlag.PathIn(_perun.Data)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_kill_file_that_cannot_be_written_says_that_nothing_was_stopped()
    {
        Directory.Delete(_perun.Data);
        File.WriteAllText(_perun.Data, "a file where a folder should be");
        var said = await _perun.TypeAsync("kill");
        said.Code.ShouldBe(ExitCode.Environment);
        said.Error.ShouldContain("NOTHING WAS STOPPED");
    }
}

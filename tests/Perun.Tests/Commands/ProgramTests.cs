using System.Text.Json;
using Perun.Commands;
using Perun.Commands.Checks;
using Perun.Commands.Syntax;

namespace Perun.Tests.Commands;

public sealed class ProgramTests : IDisposable
{
    private readonly CommandLine _perun = new();

    public void Dispose() => _perun.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("--help")]
    [InlineData("help")]
    public async Task Help_lists_the_commands_that_are_offered(string line)
    {
        var said = await _perun.TypeAsync(line);
        said.Code.ShouldBe(ExitCode.Done);
        said.Output.ShouldContain("  market-hours  ");
        said.Output.ShouldNotContain("  simulate  ");
        _perun.Actions = new PerunActions { Simulate = (_, _) => throw new InvalidOperationException() };
        (await _perun.TypeAsync(line)).Output.ShouldContain("  simulate  ");
    }

    [Fact]
    public async Task Every_command_explains_itself_with_an_example()
    {
        var everything = new PerunActions
        {
            Run = (_, _) => throw new InvalidOperationException(),
            Simulate = (_, _) => throw new InvalidOperationException(),
            Replay = (_, _) => throw new InvalidOperationException(),
            Backtest = (_, _) => throw new InvalidOperationException(),
            Audit = (_, _) => throw new InvalidOperationException(),
        };
        _perun.Actions = everything;
        var names = CommandTable.Listed(everything).Select(entry => entry.Name).ToArray();
        names.Length.ShouldBeGreaterThan(40);
        foreach (var name in names)
        {
            string[] words = name.Split(' ');
            var said = await _perun.RunAsync([.. words, "--help"]);
            said.Code.ShouldBe(ExitCode.Done);
            said.Output.ShouldContain($"perun {name}");
            said.Output.ShouldContain("Examples");
            (await _perun.RunAsync(["help", .. words])).Output.ShouldBe(said.Output);
        }
    }

    [Theory]
    [InlineData("statsu", "There is no command \"statsu\": did you mean status?")]
    [InlineData("postions", "did you mean positions?")]
    [InlineData("xyzzy", "perun --help lists them.")]
    [InlineData("--sped", "There is no option \"--sped\"")]
    [InlineData("orders --jsno", "perun orders has no option --jsno: did you mean --json?")]
    [InlineData("buy AAPL 1 --limt 5", "perun buy has no option --limt: did you mean --limit?")]
    [InlineData("kill --wy panic", "perun kill has no option --wy")]
    [InlineData("orders --limit", "--limit needs a value after it")]
    [InlineData("orders --limit 0", "not a whole number from 1 to 1000")]
    [InlineData("orders --limit 1001", "not a whole number from 1 to 1000")]
    [InlineData("orders --limit 1 --limit 2", "given more than once")]
    [InlineData("market-hours --venue nyce", "did you mean nyse?")]
    [InlineData("market-hours --date 2026-02-30", "\"2026-02-30\" is not a date")]
    [InlineData("completion tcsh", "There is no completion for \"tcsh\"")]
    [InlineData("data imprt x.csv", "perun data has no imprt: did you mean import?")]
    [InlineData("data xyzzy", "perun data has no xyzzy: give import, list,")]
    [InlineData("data export", "perun data export needs <symbol>")]
    [InlineData("data import x.csv --hours lunch", "\"lunch\" are no hours: give nyse or crypto.")]
    [InlineData("data import x.csv --columns time,open", "--columns must name time, open, high, low and close once each")]
    [InlineData("data import x.csv --dates maya", "\"maya\" is not a style of dates: give epoch-s,")]
    [InlineData("data import x.csv --timeframe fortnight", "\"fortnight\" is not a length of bars")]
    [InlineData("data import nowhere.csv", "There is no file ")]
    [InlineData("status @file", "doesn't know what to do with \"@file\"")]
    public async Task What_is_not_understood_is_one_sentence_with_code_2(string line, string sentence)
    {
        var said = await _perun.TypeAsync(line);
        said.Code.ShouldBe(ExitCode.Usage);
        said.Error.ShouldContain(sentence);
        said.Error.TrimEnd('\n').ShouldNotContain("\n");
        said.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Wrong_settings_are_told_all_at_once()
    {
        File.WriteAllText(Path.Combine(_perun.Home, ".env"), "PERUN_PORT=many\nMIN_CONFIDENCE=7\n");
        var said = await _perun.TypeAsync("status");
        said.Code.ShouldBe(ExitCode.Environment);
        said.Error.ShouldContain("PERUN_PORT");
        said.Error.ShouldContain("MIN_CONFIDENCE");
    }

    [Fact]
    public async Task A_mistake_in_Perun_is_called_one()
    {
        _perun.Actions = new PerunActions { Run = (_, _) => throw new InvalidOperationException("oh") };
        var said = await _perun.TypeAsync("run");
        said.Code.ShouldBe(ExitCode.Bug);
        said.Error.ShouldContain("Perun made a mistake (InvalidOperationException: oh)");
    }

    [Fact]
    public async Task Options_of_run_are_settings()
    {
        RunRequest? request = null;
        _perun.Actions = new PerunActions { Run = (asked, _) => { request = asked; return Task.FromResult(ExitCode.Done); } };
        (await _perun.TypeAsync("run --speed 600 --seed 7 --symbols AAPL,TSLA --port 5055 --max-daily-loss 2%")).Code.ShouldBe(ExitCode.Done);
        request!.Settings.World.Speed.ShouldBe(600);
        request.Settings.World.Seed.ShouldBe(7ul);
        request.Settings.Analysis.Symbols.ShouldBe(["AAPL", "TSLA"]);
        request.Settings.Port.ShouldBe(5055);
        request.Settings.Risk.MaxDailyLoss.ToString().ShouldBe("2%");

        var wrong = await _perun.TypeAsync("run --speed fast");
        wrong.Code.ShouldBe(ExitCode.Environment);
        wrong.Error.ShouldContain("--speed (PERUN_SPEED) is \"fast\"");
    }

    [Fact]
    public async Task A_second_daemon_on_the_folder_is_refused()
    {
        await using var daemon = await FakeDaemon.StartAsync(_perun.Data);
        _perun.Actions = new PerunActions { Run = (_, _) => Task.FromResult(ExitCode.Done) };
        var said = await _perun.TypeAsync("run");
        said.Code.ShouldBe(ExitCode.Environment);
        said.Error.ShouldContain("Perun runs already");
    }

    [Fact]
    public async Task Version_names_the_runtime()
    {
        (await _perun.TypeAsync("version")).Output.ShouldStartWith("perun 0.");
        (await _perun.TypeAsync("--version --json")).Json.GetProperty("runtime").GetString()!.ShouldStartWith(".NET 10");
    }

    [Fact]
    public async Task Market_hours_know_the_early_close()
    {
        (await _perun.TypeAsync("market-hours --venue nyse --date 2026-12-24")).Output.ShouldContain("closes early, Christmas Eve");
        var day = (await _perun.TypeAsync("market-hours --venue NYSE --date 2026-12-25 --json")).Json[0];
        day.GetProperty("isOpen").GetBoolean().ShouldBeFalse();
        day.GetProperty("venue").GetString().ShouldBe("nyse");
        (await _perun.TypeAsync("market-hours --json")).Json.GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Config_says_where_a_value_came_from()
    {
        File.WriteAllText(Path.Combine(_perun.Home, ".env"), "PERUN_SEED=9\nPERUN_SEEED=3\n");
        var said = await _perun.TypeAsync("config --changed --speed 5");
        said.Code.ShouldBe(ExitCode.Done);
        said.Output.ShouldContain("PERUN_SEED   9  .env line 1");
        said.Output.ShouldContain("PERUN_SPEED  5  option --speed");
        said.Error.ShouldContain("did you mean PERUN_SEED?");
        var json = (await _perun.TypeAsync("config --json")).Json;
        json.GetProperty("settings").EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == "PERUN_SEED").GetProperty("origin").GetString().ShouldBe("File");
    }

    [Fact]
    public async Task Config_with_problems_ends_with_code_3()
    {
        var said = await _perun.TypeAsync("config --speed fast --json");
        said.Code.ShouldBe(ExitCode.Environment);
        said.Json.GetProperty("problems").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Simulate_passes_on_what_was_asked_and_prints_what_came_of_it()
    {
        SimulateRequest? request = null;
        _perun.Actions = new PerunActions { Simulate = (asked, _) => { request = asked; return Task.FromResult(Report(asked)); } };
        var kept = Path.Combine(_perun.Home, "kept");
        var said = await _perun.TypeAsync($"simulate --days 3 --seed 8 --symbols AAPL --keep {kept}");
        said.Code.ShouldBe(ExitCode.Done);
        request.ShouldNotBeNull();
        (request.Days, request.Seed, request.Keep, request.Settings.Analysis.Symbols[0]).ShouldBe((3, 8ul, kept, "AAPL"));
        said.Output.ShouldContain("3 days of world 8 in 1.5 s");
        said.Output.ShouldContain("+500.00  0.50%, fees 12.00");
        said.Output.ShouldContain("Journal abc123");
        (await _perun.TypeAsync("simulate --days 3 --json")).Json.GetProperty("journalHash").GetString().ShouldBe("abc123");

        File.WriteAllText(Path.Combine(_perun.Home, "full"), "");
        (await _perun.TypeAsync($"simulate --keep {_perun.Home}")).Error.ShouldContain("is not an empty folder");
        (await _perun.TypeAsync("simulate --days 0")).Code.ShouldBe(ExitCode.Usage);
    }

    [Fact]
    public async Task Replay_proves_or_names_the_first_difference()
    {
        ReplayRequest? request = null;
        var report = new ReplayReport { From = 1, To = 9, Events = 9, Commands = 2, IsEqual = true, Took = TimeSpan.FromMilliseconds(3) };
        _perun.Actions = new PerunActions { Replay = (asked, _) => { request = asked; return Task.FromResult(report); } };
        var equal = await _perun.TypeAsync("replay 1 2026-01-05T14:30");
        equal.Code.ShouldBe(ExitCode.Done);
        equal.Output.ShouldContain("Equal");
        request!.From.ShouldBe(new JournalPlace(1, null));
        request.To.ShouldBe(new JournalPlace(null, new DateTime(2026, 1, 5, 14, 30, 0, DateTimeKind.Utc)));

        report = report with { IsEqual = false, Difference = new ReplayDifference(7, "buy 10", "buy 11") };
        var different = await _perun.TypeAsync("replay 1 9");
        different.Code.ShouldBe(ExitCode.Refused);
        different.Output.ShouldContain("  journal  buy 10");
        (await _perun.TypeAsync("replay 9 1")).Error.ShouldContain("give the earlier one first");
        (await _perun.TypeAsync("replay yesterday 1")).Code.ShouldBe(ExitCode.Usage);
        (await _perun.TypeAsync("replay 1 9 --json")).Json.GetProperty("isEqual").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Doctor_finds_what_is_broken_and_what_to_do()
    {
        _perun.Actions = new PerunActions { Checks = [(_, _) => Task.FromResult(new Check("store", CheckState.Broken, "page 7 is damaged", "restore a backup"))] };
        var said = await _perun.TypeAsync("doctor");
        said.Code.ShouldBe(ExitCode.Refused);
        said.Output.ShouldContain("simulated  the simulated exchange");
        said.Output.ShouldContain("> restore a backup");
        var json = (await _perun.TypeAsync("doctor --json")).Json;
        json.GetProperty("isWell").GetBoolean().ShouldBeFalse();
        States(json)["data folder"].ShouldBe("Real");
        States(json)["daemon"].ShouldBe("Missing");
    }

    [Fact]
    public async Task Doctor_sees_damaged_surroundings()
    {
        Directory.Delete(_perun.Data);
        File.WriteAllText(_perun.Data, "a file");
        File.WriteAllText(Path.Combine(_perun.Home, ".env"), "PERUN_DATA='unclosed\n");
        States((await _perun.TypeAsync("doctor --json")).Json)[".env"].ShouldBe("Broken");
        File.Delete(Path.Combine(_perun.Home, ".env"));
        States((await _perun.TypeAsync("doctor --json")).Json)["data folder"].ShouldBe("Broken");
    }

    [Fact]
    public async Task Doctor_tells_a_taken_port_from_its_own()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        File.WriteAllText(Path.Combine(_perun.Home, ".env"), $"PERUN_PORT={((System.Net.IPEndPoint)taken.LocalEndpoint).Port}\n");
        States((await _perun.TypeAsync("doctor --json")).Json)["port"].ShouldBe("Broken");

        await using var daemon = await FakeDaemon.StartAsync(_perun.Data);
        File.WriteAllText(Path.Combine(_perun.Home, ".env"), $"PERUN_PORT={daemon.File.Port}\n");
        var states = States((await _perun.TypeAsync("doctor --json")).Json);
        states["port"].ShouldBe("Real");
        states["daemon"].ShouldBe("Real");
    }

    private static Dictionary<string, string> States(JsonElement doctor) => doctor.GetProperty("checks").EnumerateArray()
        .GroupBy(check => check.GetProperty("name").GetString()!)
        .ToDictionary(group => group.Key, group => group.First().GetProperty("state").GetString()!);

    private static SimulationReport Report(SimulateRequest asked) => new()
    {
        Days = asked.Days,
        Seed = asked.Seed,
        Symbols = asked.Settings.Analysis.Symbols,
        From = FakeFacts.Now,
        To = FakeFacts.Now.AddDays(3),
        Bars = 1000,
        Events = 2000,
        Decisions = 10,
        Refused = 4,
        Orders = 12,
        Trades = 4,
        Wins = 3,
        StartCash = 100_000,
        Equity = 100_500,
        Fees = 12,
        MaxDrawdownPercent = 1.25m,
        JournalHash = "abc123",
        Took = TimeSpan.FromSeconds(1.5),
        KeptIn = asked.Keep,
    };
}

using System.Globalization;
using Perun.Commands;

namespace Perun.Tests.Commands;

public sealed class DataCommandsTests : IDisposable
{
    private readonly CommandLine _perun = new();

    public void Dispose() => _perun.Dispose();

    [Fact]
    public async Task Without_bars_it_says_how_to_get_some()
    {
        var said = await _perun.TypeAsync("data list");
        said.Code.ShouldBe(ExitCode.Done);
        said.Output.ShouldContain("There are no bars yet: perun data import");
        (await _perun.TypeAsync("data list --json")).Json.GetArrayLength().ShouldBe(0);
        (await _perun.TypeAsync("data check")).Code.ShouldBe(ExitCode.Refused);
        var export = await _perun.TypeAsync("data export AAPL");
        export.Code.ShouldBe(ExitCode.Refused);
        export.Error.ShouldContain("There are no bars of AAPL: perun data list");
    }

    [Fact]
    public async Task An_import_shows_how_it_read_what_it_did_and_what_it_could_not_use()
    {
        var path = Csv("ETHUSD.csv", 100, bad: 10);
        var trial = await _perun.RunAsync("data", "import", path, "--dry-run");
        trial.Code.ShouldBe(ExitCode.Done);
        trial.Output.ShouldContain("\"time\" = Time (Iso, Utc), \"open\" = Open");
        trial.Output.ShouldContain("These would be bars of ETH/USD (1m), crypto hours.");
        (await _perun.TypeAsync("data list")).Output.ShouldContain("There are no bars yet");

        var said = await _perun.RunAsync("data", "import", path);
        said.Code.ShouldBe(ExitCode.Done);
        said.Output.ShouldContain("Done: 99 bars added, 99 of ETH/USD (1m) in all");
        said.Output.ShouldContain("1 line could not be used:");
        said.Output.ShouldContain("ETHUSD.csv:12: its open is not a number");

        var again = (await _perun.RunAsync("data", "import", path, "--json")).Json[0];
        again.GetProperty("identical").GetInt64().ShouldBe(99);
        again.GetProperty("after").GetInt64().ShouldBe(99);
        again.GetProperty("badExamples")[0].GetProperty("line").GetInt64().ShouldBe(12);

        var list = (await _perun.TypeAsync("data list --json")).Json[0];
        list.GetProperty("symbol").GetString().ShouldBe("ETH/USD");
        list.GetProperty("bars").GetInt32().ShouldBe(99);
        list.GetProperty("source").GetString().ShouldBe("CSV ETHUSD.csv");
        (await _perun.TypeAsync("data list")).Output.ShouldContain("ETH/USD  1m        99");
    }

    [Fact]
    public async Task A_check_tells_gaps_and_draws_a_calendar()
    {
        await _perun.RunAsync("data", "import", Csv("ETHUSD.csv", 3000, bad: 10));
        var said = await _perun.TypeAsync("data check ethusd");
        said.Code.ShouldBe(ExitCode.Done);
        said.Output.ShouldContain("ETH/USD (1m), crypto hours");
        said.Output.ShouldContain("99.97% of 3,000 expected bars are there; 1 are missing in 1 gap");
        said.Output.ShouldContain("2026-01-05 00:10:00 to 2026-01-05 00:10:00: 1 bar");
        said.Output.ShouldContain("2026-01  ····▓██····");
        var report = (await _perun.TypeAsync("data check --json")).Json;
        report.GetProperty("isSound").GetBoolean().ShouldBeTrue();
        report.GetProperty("series")[0].GetProperty("missing").GetInt64().ShouldBe(1);
        report.GetProperty("series")[0].GetProperty("days").GetArrayLength().ShouldBe(3);
        _perun.IsRich = true;
        (await _perun.TypeAsync("data check")).Output.ShouldContain('\u001b');
    }

    [Fact]
    public async Task A_damaged_file_is_named_by_list_and_check()
    {
        await _perun.RunAsync("data", "import", Csv("ETHUSD.csv", 100));
        var path = Directory.GetFiles(Path.Combine(_perun.Data, "bars"), "*.bars").ShouldHaveSingleItem();
        var bytes = File.ReadAllBytes(path);
        bytes[3 * 4096] ^= 1;
        File.WriteAllBytes(path, bytes);
        foreach (var command in new[] { "data list", "data check", "data list --json" })
        {
            var said = await _perun.TypeAsync(command);
            said.Code.ShouldBe(ExitCode.Refused, command);
            (said.Output + said.Error).Replace("\n", " ").ShouldContain("is damaged: the column time of bars 0 to 99");
        }
        var export = await _perun.TypeAsync("data export ETH/USD");
        export.Code.ShouldBe(ExitCode.Environment);
        export.Output.ShouldBeEmpty();
        (await _perun.TypeAsync("data remove ETH/USD --yes")).Code.ShouldBe(ExitCode.Done);
    }

    [Fact]
    public async Task Exports_cut_a_range_and_an_empty_one_is_refused_with_the_range_there_is()
    {
        await _perun.RunAsync("data", "import", Csv("ETHUSD.csv", 3000));
        var said = await _perun.TypeAsync("data export ETH/USD --from 2026-01-06 --to 2026-01-06");
        said.Output.TrimEnd('\n').Split('\n').Length.ShouldBe(1 + 1440);
        said.Output.ShouldStartWith("time,open,high,low,close,volume\n2026-01-06T00:00:00Z,");
        (await _perun.TypeAsync("data export ETH/USD --json --to 2026-01-05T00:02")).Json.GetArrayLength().ShouldBe(2);
        var empty = await _perun.TypeAsync("data export ETH/USD --from 2027-01-01");
        empty.Code.ShouldBe(ExitCode.Refused);
        empty.Error.ShouldContain("No bar of ETH/USD (1m) lies in that range: they go from 2026-01-05 00:00:00 to 2026-01-07 01:59:00 UTC.");
        var file = Path.Combine(_perun.Home, "eth.json");
        (await _perun.RunAsync("data", "export", "ETH/USD", "--format", "json", "--out", file)).Output.ShouldContain("Done: 3,000 bars of ETH/USD (1m)");
        System.Text.Json.JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetArrayLength().ShouldBe(3000);
        (await _perun.TypeAsync("data export ETH/USD --from tomorrow")).Code.ShouldBe(ExitCode.Usage);
    }

    [Fact]
    public async Task Generated_minutes_are_resampled_and_removed()
    {
        var made = await _perun.TypeAsync("data generate --days 2 --seed 7 --symbols SPY,BTC/USD --json");
        made.Code.ShouldBe(ExitCode.Done);
        made.Json[0].GetProperty("bars").GetInt64().ShouldBe(780);
        var hours = await _perun.TypeAsync("data resample spy 1h");
        hours.Code.ShouldBe(ExitCode.Done);
        hours.Output.ShouldContain("Done: 14 bars of SPY (1h), made of those of 1m.");
        var several = await _perun.TypeAsync("data export SPY");
        several.Code.ShouldBe(ExitCode.Usage);
        several.Error.ShouldContain("SPY has bars of 1m, 1h: choose with --timeframe.");
        (await _perun.TypeAsync("data check")).Code.ShouldBe(ExitCode.Done);
        (await _perun.TypeAsync("data remove SPY -t 1h")).Error.ShouldContain("say so with --yes");
        (await _perun.TypeAsync("data remove SPY -t 1h --yes")).Code.ShouldBe(ExitCode.Done);
        (await _perun.TypeAsync("data export SPI")).Error.ShouldContain("did you mean SPY?");
        (await _perun.TypeAsync("data resample SPY 3m -t 1d")).Error.ShouldContain("There are no 1d bars of SPY, but 1m");
    }

    [Fact]
    public async Task Apple_is_imported_and_adjusted_beside_the_raw_bars()
    {
        await _perun.RunAsync("data", "import", Fixtures.Path("lean/daily/aapl.zip"));
        var said = await _perun.RunAsync("data", "adjust", "AAPL", Fixtures.Path("lean/factor/aapl.csv"), "--as", "AAPL.ADJ");
        said.Code.ShouldBe(ExitCode.Done, said.Error);
        var close = (await _perun.TypeAsync("data export AAPL.ADJ --from 2020-08-28 --to 2020-08-28 --json")).Json[0].GetProperty("close").GetDouble();
        close.ShouldBe(499.23 * 0.9967882 * 0.25, 1e-9);
        (await _perun.TypeAsync("data export AAPL --from 2020-08-28 --to 2020-08-28 --json")).Json[0].GetProperty("close").GetDouble().ShouldBe(499.23);
        var twice = await _perun.RunAsync("data", "adjust", "AAPL.ADJ", Fixtures.Path("lean/factor/aapl.csv"));
        twice.Code.ShouldBe(ExitCode.Usage);
        twice.Error.ShouldContain("are adjusted already");
        var calendar = (await _perun.TypeAsync("data check AAPL")).Output;
        calendar.ShouldContain("1998  ███");
        calendar.ShouldContain("Jumps that deserve a look");
    }

    [Fact]
    public async Task The_family_explains_itself()
    {
        var said = await _perun.TypeAsync("data --help");
        said.Code.ShouldBe(ExitCode.Done);
        said.Output.ShouldContain("perun data resample");
        (await _perun.TypeAsync("data")).Code.ShouldBe(ExitCode.Usage);
        (await _perun.TypeAsync("data export --help")).Output.ShouldContain("perun data export <symbol> [options]");
    }

    private string Csv(string name, int minutes, int bad = -1)
    {
        var path = Path.Combine(_perun.Home, name);
        var start = new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);
        var lines = Enumerable.Range(0, minutes).Select(minute => string.Create(
            CultureInfo.InvariantCulture, $"{start.AddMinutes(minute):yyyy-MM-ddTHH:mm:ssZ},{(minute == bad ? "x" : "100")},101.5,99,{100 + (minute % 3 * 0.1)},5"));
        File.WriteAllText(path, "time,open,high,low,close,volume\n" + string.Join('\n', lines) + "\n");
        return path;
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Perun.Tests.Daemon;

public sealed class DaemonTests : IDisposable
{
    private const int Interrupt = 2;
    private const int Terminate = 15;
    private readonly TemporaryFolder _home = new();
    private readonly int _port = PerunProcess.FreePort();

    private string Data => _home.File("data");

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(Terminate)]
    [InlineData(Interrupt)]
    public async Task A_stop_is_clean_and_leaves_a_checkpoint(int signal)
    {
        using var perun = await PerunProcess.TradingAsync(_home.Path, _port);
        using var client = new HttpClient();
        (await client.GetStringAsync($"http://127.0.0.1:{_port}/api/health", TestContext.Current.CancellationToken)).ShouldContain("Perun");
        perun.Signal(signal);

        (await perun.EndAsync()).ShouldBe(0, perun.Said);
        perun.Said.ShouldContain("Stopped at journal position");
        File.Exists(Path.Combine(Data, "daemon.json")).ShouldBeFalse();
        var (code, said) = await PerunProcess.RunAsync(_home.Path, "doctor", "--data", Data);
        string.Join(' ', said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ShouldContain(" 0 since the last checkpoint replayed and equal", customMessage: said);
        code.ShouldBe(0, said);
    }

    [Fact]
    public async Task A_second_one_on_the_same_folder_is_refused()
    {
        using var perun = await PerunProcess.TradingAsync(_home.Path, _port);
        var (code, said) = await PerunProcess.RunAsync(_home.Path, "run", "--data", Data, "--port", $"{PerunProcess.FreePort()}");
        code.ShouldBe(3, said);
        said.ShouldContain("Perun runs already on");

        // Even where the first one's address is lost, the lock holds.
        File.Delete(Path.Combine(Data, "daemon.json"));
        (code, said) = await PerunProcess.RunAsync(_home.Path, "run", "--data", Data, "--port", $"{PerunProcess.FreePort()}");
        code.ShouldBe(3, said);
        said.ShouldContain("Perun runs already on");
    }

    [Fact]
    public async Task A_taken_port_is_a_sentence()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var (code, said) = await PerunProcess.RunAsync(_home.Path, "run", "--data", Data, "--port", $"{port}");

        code.ShouldBe(3, said);
        said.ShouldContain($"port {port} is taken");
        said.ShouldNotContain(" at Perun.");
    }

    [Fact]
    public async Task A_damaged_journal_is_a_sentence()
    {
        _home.Write("data/perun.db", "this is no database, and long enough to look at");
        var (code, said) = await PerunProcess.RunAsync(_home.Path, "run", "--data", Data, "--port", $"{_port}");

        code.ShouldBe(3, said);
        said.ShouldContain("is not a database of Perun's");
        said.ShouldNotContain(" at Perun.");
    }

    [Fact]
    public async Task What_a_person_asks_for_is_done_or_refused_with_its_reason()
    {
        using var perun = await PerunProcess.TradingAsync(_home.Path, _port);

        foreach (var (words, why) in new[]
        {
            ("buy NOPE", "not traded"), ("buy AAPL 0", "above 0"), ("buy AAPL NaN", "NaN"), ("buy AAPL 1.5", "lot"), ("buy AAPL 1 --limit 100.001", "tick"),
            ("sell AAPL 79228162514264337593543950335", "larger"), ("cancel 1.0", "no order"),
        })
        {
            var (refused, text) = await AskAsync(words);
            refused.ShouldBeOneOf([1, 2], $"{words}: {text}");
            text.ShouldContain(why, Case.Insensitive, words);
        }
        using (var decisions = JsonDocument.Parse((await AskAsync("decisions --limit 1000 --json")).Said))
        {
            var asked = decisions.RootElement.EnumerateArray().Where(decision => decision.GetProperty("by").GetString() == "operator").ToList();
            asked.Count.ShouldBe(2);
            asked.ShouldAllBe(decision => decision.GetProperty("verdict").GetString() == "Refused");
        }

        (await AskAsync("buy BTC/USD 0.01")).Code.ShouldBe(0);
        (await AskAsync("kill too wild")).Code.ShouldBe(0);
        var (code, said) = await AskAsync("buy ETH/USD");
        code.ShouldBe(1, said);
        said.ShouldContain("kill", Case.Insensitive);
        (await AskAsync("resume seen to")).Code.ShouldBe(0);
        (await AskAsync("flatten enough")).Code.ShouldBe(0);
        (await AskAsync("status")).Said.ShouldContain("Perun runs");

        perun.Signal(Terminate);
        (await perun.EndAsync()).ShouldBe(0, perun.Said);
        (await AskAsync("status")).Said.ShouldContain("does not run");
    }

    [Fact]
    public async Task The_kill_file_is_heeded_and_survives_a_kill()
    {
        using (var perun = await PerunProcess.TradingAsync(_home.Path, _port))
        {
            _home.Write("data/KILL", "");
            await perun.UntilAsync("brake kill is on");
            await perun.KillAsync();
        }
        File.Delete(Path.Combine(Data, "KILL"));
        using var again = await PerunProcess.TradingAsync(_home.Path, _port);

        (await AskAsync("status --json")).Said.ShouldContain("\"entriesAllowed\":false");
        (await AskAsync("resume")).Code.ShouldBe(0);
        (await AskAsync("status --json")).Said.ShouldContain("\"entriesAllowed\":true");
    }

    [Fact]
    public async Task A_secret_is_in_no_log_no_journal_and_on_no_page()
    {
        const string canary = "canary-7f3a9c1e5b2d";
        _home.Write(".env", $"KRAKEN_API_KEY={canary}\nKRAKEN_API_SECRET={canary}\nLOG_LEVEL_FILE=trace\n");
        using var perun = await PerunProcess.TradingAsync(_home.Path, _port);
        using var client = new HttpClient();
        var page = await client.GetStringAsync($"http://127.0.0.1:{_port}/", TestContext.Current.CancellationToken);
        perun.Signal(Terminate);
        await perun.EndAsync();

        page.ShouldNotContain(canary);
        perun.Said.ShouldNotContain(canary);
        foreach (var file in Directory.EnumerateFiles(_home.Path, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != ".env"))
            System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file)).ShouldNotContain(canary, Case.Sensitive, file);
    }

    private async Task<(int Code, string Said)> AskAsync(string words) =>
        await PerunProcess.RunAsync(_home.Path, [.. words.Split(' '), "--data", Data]);
}

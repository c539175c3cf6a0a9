using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Perun.Commands;
using Perun.Commands.Access;
using Perun.Facts;

namespace Perun.Tests.Commands;

public sealed class HttpFactsTests : IDisposable
{
    private static readonly DaemonPatience Brief = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(200));
    private readonly CommandLine _perun = new();

    public void Dispose() => _perun.Dispose();

    [Fact]
    public async Task Facts_come_through_unchanged()
    {
        await using var daemon = await FakeDaemon.StartAsync();
        using var facts = new HttpFacts(daemon.File);
        var overview = await facts.OverviewAsync(default);
        overview.Status.Equity.ShouldBe(100_234.5m);
        overview.Status.Markets[1].Price.ShouldBe(double.NaN);
        (await facts.DecisionsAsync(new FactQuery(3, "BTC/USD"), default)).ShouldBe([FakeFacts.Decision]);
        daemon.Facts.LastQuery.ShouldBe(new FactQuery(3, "BTC/USD"));
        (await facts.OrdersAsync(new FactQuery(9, OpenOnly: true), default)).ShouldHaveSingleItem().Id.ShouldBe("42.1");
        daemon.Facts.LastQuery!.OpenOnly.ShouldBeTrue();
        (await facts.TradesAsync(new FactQuery(), default)).ShouldBe([FakeFacts.Trade]);
        (await facts.WhyAsync(42, default))!.Decision.ShouldBe(FakeFacts.Decision);
        (await facts.WhyAsync(43, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_running_daemon_is_preferred_to_the_store()
    {
        await using var daemon = await FakeDaemon.StartAsync(_perun.Data);
        (await _perun.TypeAsync("status")).Output.ShouldContain("Perun runs");
        (await _perun.TypeAsync("status --json")).Json.GetProperty("source").GetString().ShouldBe("daemon");
    }

    [Fact]
    public async Task A_wrong_token_is_named()
    {
        await using var daemon = await FakeDaemon.StartAsync();
        (daemon.File with { Token = "old" }).Write(_perun.Data);
        var said = await _perun.TypeAsync("status");
        said.Code.ShouldBe(ExitCode.Unreachable);
        said.Error.ShouldContain("does not accept the token");
        said.Error.ShouldNotContain("old ");
    }

    [Fact]
    public async Task A_daemon_that_hangs_is_given_up_on()
    {
        await using var daemon = await FakeDaemon.StartAsync();
        using var over = new CancellationTokenSource();
        daemon.Misbehave = async http =>
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, http.RequestAborted);
            await Task.Delay(Timeout.Infinite, either.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };
        using var facts = new HttpFacts(daemon.File, Brief);
        (await Should.ThrowAsync<CommandFailedException>(async () => await facts.OverviewAsync(default))).Message.ShouldContain("did not answer within 200 ms");
        var wish = await Should.ThrowAsync<CommandFailedException>(async () => await facts.AskAsync(new OperatorWish("flatten"), default));
        wish.Message.ShouldContain("It may or may not have been done");

        daemon.File.Write(_perun.Data);
        var probe = await DaemonProbe.LookAsync(_perun.Data, default, Brief);
        probe.State.ShouldBe(DaemonState.Silent);
        await over.CancelAsync();
    }

    [Fact]
    public async Task Garbage_is_not_taken_for_facts()
    {
        await using var daemon = await FakeDaemon.StartAsync(_perun.Data);
        foreach (var garbage in new[] { "<html>router</html>", "", "null", "{}", "[1,2", "{\"status\":7}" })
        {
            daemon.Misbehave = async http =>
            {
                if (http.Request.Path == "/api/health") return false;
                await http.Response.WriteAsync(garbage);
                return true;
            };
            var said = await _perun.TypeAsync("positions");
            said.Code.ShouldBe(ExitCode.Unreachable);
            said.Error.ShouldContain("is not this version of Perun");
        }
    }

    [Fact]
    public async Task Something_else_on_the_port_is_not_taken_for_Perun()
    {
        await using var daemon = await FakeDaemon.StartAsync(_perun.Data);
        daemon.Misbehave = async http =>
        {
            await http.Response.WriteAsJsonAsync(new Health("Router", "1"), FactsJson.Default.Health);
            return true;
        };
        _perun.Store = null;
        var said = await _perun.TypeAsync("status");
        said.Code.ShouldBe(ExitCode.Unreachable);
        said.Error.ShouldContain("is not Perun");
    }

    [Fact]
    public async Task A_sick_daemon_leaves_the_store_to_read()
    {
        await using var daemon = await FakeDaemon.StartAsync(_perun.Data);
        daemon.Misbehave = http =>
        {
            http.Response.StatusCode = 500;
            return Task.FromResult(true);
        };
        var said = await _perun.TypeAsync("status");
        said.Code.ShouldBe(ExitCode.Done);
        said.Error.ShouldContain("is not well (500)");
        said.Output.ShouldContain("Perun does not answer, simulated: this is what it remembers");
    }

    [Fact]
    public async Task A_refusal_by_status_is_a_refusal()
    {
        await using var daemon = await FakeDaemon.StartAsync(_perun.Data);
        daemon.Misbehave = async http =>
        {
            if (http.Request.Path != "/api/operator") return false;
            http.Response.StatusCode = 400;
            await http.Response.WriteAsJsonAsync(new Trouble("the price is off the tick"), FactsJson.Default.Trouble);
            return true;
        };
        var said = await _perun.TypeAsync("buy AAPL 1");
        said.Code.ShouldBe(ExitCode.Refused);
        said.Output.ShouldContain("Refused: the price is off the tick");
    }

    [Fact]
    public async Task A_file_left_by_a_dead_daemon_does_no_harm()
    {
        new DaemonFile(1, "token", int.MaxValue).Write(_perun.Data);
        var said = await _perun.TypeAsync("status");
        said.Code.ShouldBe(ExitCode.Done);
        said.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_process_that_does_not_listen_is_reported()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        new DaemonFile(port, "token", Environment.ProcessId).Write(_perun.Data);
        var said = await _perun.TypeAsync("close AAPL");
        said.Code.ShouldBe(ExitCode.Unreachable);
        said.Error.ShouldContain($"Nothing listens on port {port}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"port\":0,\"token\":\"x\",\"pid\":1}")]
    [InlineData("{\"port\":5000,\"pid\":1}")]
    public async Task A_damaged_file_is_named(string text)
    {
        File.WriteAllText(DaemonFile.PathIn(_perun.Data), text);
        var said = await _perun.TypeAsync("flatten");
        said.Code.ShouldBe(ExitCode.Unreachable);
        said.Error.ShouldContain("daemon.json is damaged");
    }

    [Fact]
    public void The_file_is_private_and_does_not_print_its_token()
    {
        var file = new DaemonFile(5000, "very-secret", 1);
        file.Write(_perun.Data);
        DaemonFile.Read(_perun.Data).ShouldBe(file);
        file.ToString().ShouldNotContain("very-secret");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(DaemonFile.PathIn(_perun.Data)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        DaemonFile.Delete(_perun.Data);
        DaemonFile.Read(_perun.Data).ShouldBeNull();
    }
}

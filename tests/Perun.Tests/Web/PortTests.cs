using System.Net;
using System.Net.Sockets;
using Perun.Web;
using Perun.Web.Live;

namespace Perun.Tests.Web;

public class PortTests
{
    [Fact]
    public async Task A_taken_port_is_said_with_its_remedy()
    {
        await using var first = await RunningDashboard.StartAsync();
        var options = new WebOptions { Port = first.Address.Port, Token = RunningDashboard.Token };
        await using var second = Dashboard.Build(options, new FakeFacts(), new FakeDesk(), new FactChanges());

        var taken = await Should.ThrowAsync<PortTakenException>(() => Dashboard.StartAsync(second, options, CancellationToken.None));

        taken.Message.ShouldBe(
            $"port {first.Address.Port} is taken: another program (or another Perun) listens there; choose another with PERUN_PORT or --port");
    }

    [Fact]
    public async Task Only_this_machine_can_connect()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        // Elsewhere in 127.0.0.0/8 is this machine too, but not the address that is bound.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        dashboard.Address.Host.ShouldBe("127.0.0.1");
        var refused = await Should.ThrowAsync<SocketException>(
            async () => await socket.ConnectAsync(IPAddress.Parse("127.0.0.2"), dashboard.Address.Port));
        refused.SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
    }

    [Fact]
    public void A_token_that_could_be_guessed_is_not_accepted() =>
        Should.Throw<ArgumentException>(() => Dashboard.Build(
            new WebOptions { Port = 0, Token = "short" }, new FakeFacts(), new FakeDesk(), new FactChanges()));
}

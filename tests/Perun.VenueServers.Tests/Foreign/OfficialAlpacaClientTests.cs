using Perun.VenueServers.Tests.Alpaca;

namespace Perun.VenueServers.Tests.Foreign;

public sealed class OfficialAlpacaClientTests
{
    /// As many as tests/foreign/alpaca/steps.mjs has.
    private const int LeastSteps = 18;

    [Fact]
    public async Task The_official_client_trades_here_unmodified_and_agrees_with_the_books()
    {
        await using var desk = await AlpacaDesk.OpenAsync(AlpacaDesk.Quiet with
        {
            Symbols = ["AAPL", "SPY", "NVDA", "BTC/USD"],
            History = TimeSpan.FromDays(14),
        });
        var keys = desk.Account.Keys;
        var (lines, code) = await NodeClient.RunAsync("alpaca", desk.Server.Address.ToString(), keys.Id, keys.Secret);
        var said = string.Join('\n', lines);
        code.ShouldBe(0, said);
        lines.Count(static line => line.StartsWith("ok ", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(LeastSteps, said);
        desk.Account.Exchange.Snapshot().Positions.ShouldBeEmpty();
    }
}

using Perun.VenueServers.Kraken;
using Perun.VenueServers.Tests.Kraken;

namespace Perun.VenueServers.Tests.Foreign;

public sealed class CcxtTests
{
    /// As many as tests/foreign/kraken/steps.mjs has.
    private const int LeastSteps = 19;

    [Fact]
    public async Task Ccxt_trades_here_unmodified_and_agrees_with_the_books()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var key = KrakenKeySettings.Of("one");
        var (lines, code) = await NodeClient.RunAsync("kraken", kraken.Server.Address.ToString(), key.Key, key.Secret, "one");
        var said = string.Join('\n', lines);
        code.ShouldBe(0, said);
        lines.Count(static line => line.StartsWith("ok ", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(LeastSteps, said);
        kraken.Account.Open.ShouldBeEmpty();
    }
}

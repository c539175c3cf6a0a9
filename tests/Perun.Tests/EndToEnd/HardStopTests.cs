using Perun.Adapters.Storage;
using Perun.Daemon;
using Perun.Facts;
using Perun.Tests.Configuration;
using Perun.Tests.Daemon;
using Perun.Trading;

namespace Perun.Tests.EndToEnd;

public sealed class HardStopTests
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("PERUN_LONG_TESTS") == "1" ? 100 : 10;

    [Fact]
    public async Task Whenever_it_is_killed_it_comes_back_with_the_venues_books()
    {
        using var home = new TemporaryFolder();
        var random = new Random(1);
        for (var round = 0; round < Rounds; round++)
        {
            using (var perun = await PerunProcess.TradingAsync(home.Path, PerunProcess.FreePort()))
            {
                await Task.Delay(random.Next(0, 1500), TestContext.Current.CancellationToken);
                await perun.KillAsync();
            }
            await CheckAsync(home, round);
        }
    }

    private static async Task CheckAsync(TemporaryFolder home, int round)
    {
        var (settings, _) = Given.Sources(options: [("PERUN_DATA", home.File("data"))]);
        using var store = new SqliteStore(Path.Combine(settings!.Paths.Data, PerunDaemon.StoreFile), Durability.Full);
        using var floor = Floors.Open(settings, store, SimulationRun.Start, Patience.OfSimulation);

        ((SimulatedMarketplace)floor.Market).Account.Cash.ShouldBe(floor.State.Ledger.Cash, $"round {round}");
        foreach (var market in floor.State.Markets)
            ((SimulatedMarketplace)floor.Market).Account.PositionIn(market.Id).ShouldBe(floor.State.Ledger[market.Id].Quantity, $"round {round}: {market.Instrument}");
        await UntilProtectedAsync(floor, round);
        using var asked = SqliteFile.OpenToRead(Path.Combine(settings.Paths.Data, PerunDaemon.StoreFile))!;
        using var command = asked.CreateCommand();
        command.CommandText = "SELECT count(*) FROM (SELECT subject FROM answers WHERE name = 'submit' GROUP BY subject HAVING count(*) > 1)";
        command.ExecuteScalar().ShouldBe(0L, $"round {round}: an order id was submitted twice");
        store.Facts().Alerts(1000).Where(alert => alert.Severity == "Critical").ShouldBeEmpty();
    }

    /// Fills and stops that were on their way arrive within seconds of the market's time; a few minutes are generous.
    private static async Task UntilProtectedAsync(TradingFloor floor, int round)
    {
        IReadOnlyList<PositionFact> bare = [];
        for (var step = 0; step < 30; step++)
        {
            var board = Board.Of(floor.State, new BoardFrame("simulated", IsRunning: true, floor.Now, 1, floor.Position, null, null));
            bare = [.. board.Positions.Where(position => position is { IsProtected: false, IsBeingLeft: false })];
            if (bare.Count == 0) return;
            await floor.AdvanceToAsync(floor.Now.AddSeconds(10), TestContext.Current.CancellationToken);
        }
        bare.ShouldBeEmpty($"round {round}");
    }
}

namespace Perun.Tests.Trading;

public sealed class RestartTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_with_restarts_trades_as_one_without(bool checkpoint)
    {
        using var whole = new Session(seed: 7);
        using var broken = new Session(seed: 7);
        await whole.DaysAsync(4);
        var end = whole.Floor.Now;
        foreach (var hours in (double[])[3.35, 14.62, 17.0, 9.87, 20.25])
        {
            await broken.RunAsync(TimeSpan.FromHours(hours));
            broken.Reopen(checkpoint);
        }
        await broken.Floor.AdvanceToAsync(end, Session.Cancel);

        whole.Trades.ShouldNotBeEmpty();
        broken.TradesUnnumbered.ShouldBe(whole.TradesUnnumbered);
        broken.Books.ShouldBe(whole.Books);
        broken.VenueBooks.ShouldBe(broken.Books);
        broken.Facts.Verdicts().ShouldBe(whole.Facts.Verdicts());
    }

    [Fact]
    public async Task A_symbol_may_join_at_a_restart()
    {
        using var session = new Session(seed: 2, ("DEFAULT_SYMBOLS", "AAPL,BTC/USD"));
        await session.DaysAsync(1);
        session.Close();
        using var wider = new Session(seed: 2, ("DEFAULT_SYMBOLS", "AAPL,BTC/USD,ETH/USD"));
        wider.Close();
        File.Copy(session.StorePath, wider.StorePath, overwrite: true);
        wider.Open();
        await wider.DaysAsync(1);

        wider.Floor.State.Universe.Instruments.Select(instrument => instrument.Symbol).ShouldBe(["AAPL", "BTC/USD", "ETH/USD"]);
        wider.Books.ShouldBe(wider.VenueBooks);
        wider.Facts.Alerts(1000).Where(alert => alert.Severity == "Critical").ShouldBeEmpty();
    }
}

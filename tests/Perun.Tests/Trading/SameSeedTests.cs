namespace Perun.Tests.Trading;

public sealed class SameSeedTests
{
    [Fact]
    public async Task Two_runs_of_one_seed_make_one_journal_and_equal_trades()
    {
        using var first = new Session(seed: 3);
        using var second = new Session(seed: 3);
        await first.DaysAsync(3);
        await second.DaysAsync(3);

        first.Trades.ShouldNotBeEmpty();
        second.Trades.ShouldBe(first.Trades);
        second.Floor.Hash.ToArray().ShouldBe(first.Floor.Hash.ToArray());
    }

    [Fact]
    public async Task Another_seed_makes_another_journal()
    {
        using var first = new Session(seed: 3);
        using var second = new Session(seed: 4);
        await first.DaysAsync(1);
        await second.DaysAsync(1);

        second.Floor.Hash.ToArray().ShouldNotBe(first.Floor.Hash.ToArray());
    }

    [Fact]
    public async Task The_steps_in_which_time_passes_do_not_change_what_is_traded()
    {
        using var minutes = new Session(seed: 5);
        using var steps = new Session(seed: 5);
        await minutes.DaysAsync(2);
        var end = minutes.Floor.Now;
        while (steps.Floor.Now < end)
            await steps.Floor.AdvanceToAsync(steps.Floor.Now.AddSeconds(47) < end ? steps.Floor.Now.AddSeconds(47) : end, Session.Cancel);

        minutes.Trades.ShouldNotBeEmpty();
        steps.TradesUnnumbered.ShouldBe(minutes.TradesUnnumbered);
        steps.Books.ShouldBe(minutes.Books);
    }

    [Fact]
    public async Task A_month_ends_with_the_ledger_equal_to_the_venues_books_and_without_a_critical_alert()
    {
        using var session = new Session(seed: 1);
        await session.DaysAsync(30);

        session.Trades.Count.ShouldBeGreaterThan(50);
        session.Books.ShouldBe(session.VenueBooks);
        session.Facts.Alerts(100_000).Where(alert => alert.Severity == "Critical").ShouldBeEmpty();
    }

    [Fact]
    public void A_data_folder_does_not_change_its_world()
    {
        using var session = new Session(seed: 1);
        session.Close();
        using var other = new Session(seed: 2);
        other.Close();
        File.Copy(session.StorePath, other.StorePath, overwrite: true);

        Should.Throw<Perun.Adapters.Storage.StoreException>(other.Open).Message.ShouldContain("trades in world 1, not in world 2");
    }
}

using Perun.Web.Live;

namespace Perun.Tests.Web;

public class FactChangesTests
{
    [Fact]
    public async Task A_change_that_was_missed_is_told_at_once()
    {
        var changes = new FactChanges();
        changes.Announce();
        changes.Announce();

        (await changes.NextAsync(0, CancellationToken.None)).ShouldBe(2);
    }

    [Fact]
    public async Task Everyone_who_waits_hears_of_the_next_change()
    {
        var changes = new FactChanges();
        var waiting = Enumerable.Range(0, 50).Select(_ => changes.NextAsync(0, CancellationToken.None).AsTask()).ToList();
        waiting.ShouldAllBe(task => !task.IsCompleted);

        changes.Announce();

        (await Task.WhenAll(waiting)).ShouldAllBe(version => version == 1);
    }

    [Fact]
    public async Task Waiting_can_be_given_up()
    {
        using var cancel = new CancellationTokenSource();
        var waiting = new FactChanges().NextAsync(0, cancel.Token).AsTask();

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting);
    }
}

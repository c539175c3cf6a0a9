using Perun.Facts;

namespace Perun.Tests.Web;

/// Facts that a test sets, and what was asked of them.
internal sealed class FakeFacts : IFacts
{
    public Overview Overview { get; set; } = Samples.Running();

    public Explanation? Explanation { get; set; } = Samples.Story();

    /// Answers only by giving up.
    public bool IsStuck { get; set; }

    public Exception? Failure { get; set; }

    public FactQuery? Asked { get; private set; }

    public int OverviewsTaken { get; private set; }

    public ValueTask<Overview> OverviewAsync(CancellationToken cancel)
    {
        OverviewsTaken++;
        if (IsStuck)
            return new(Task.Delay(Timeout.Infinite, cancel).ContinueWith<Overview>(_ => throw new OperationCanceledException(cancel), TaskScheduler.Default));
        return Failure is null ? new(Overview) : ValueTask.FromException<Overview>(Failure);
    }

    public ValueTask<IReadOnlyList<DecisionFact>> DecisionsAsync(FactQuery query, CancellationToken cancel)
    {
        Asked = query;
        return new(Overview.Decisions);
    }

    public ValueTask<IReadOnlyList<OrderFact>> OrdersAsync(FactQuery query, CancellationToken cancel)
    {
        Asked = query;
        return new(Overview.Orders);
    }

    public ValueTask<IReadOnlyList<TradeFact>> TradesAsync(FactQuery query, CancellationToken cancel)
    {
        Asked = query;
        return new(Overview.Trades);
    }

    public ValueTask<Explanation?> WhyAsync(long decision, CancellationToken cancel) =>
        new(Explanation is { } known && known.Decision.Id == decision ? known : null);

    public ContextFact? Context { get; set; }

    public ContextQuery? AskedContext { get; private set; }

    public ValueTask<ContextFact?> ContextAsync(ContextQuery query, CancellationToken cancel)
    {
        AskedContext = query;
        return new(Context);
    }
}

/// A desk that remembers what it was asked and agrees.
internal sealed class FakeDesk : IOperatorDesk
{
    public List<OperatorWish> Wishes { get; } = [];

    public ValueTask<OperatorAnswer> AskAsync(OperatorWish wish, CancellationToken cancel)
    {
        Wishes.Add(wish);
        return new(new OperatorAnswer(true, $"{wish.What} is done", 77));
    }
}

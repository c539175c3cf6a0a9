
namespace Perun.Engine.Orders;

/// When the venue is asked what became of an order: where an answer is late, where one makes no sense, and now and then where
/// all seems well.
internal sealed class Inquiries(Blotter blotter, IEngineOutput output)
{
    private const int MostAskedAboutEnded = 30;

    /// Words of comfort expire: a command without an answer for this long is asked about.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    /// No order is to be asked about before this; perhaps not then either.
    private DateTime _notBefore = DateTime.MaxValue;

    public DateTime Now { get; set; }

    /// How often a working order is asked about where all seems well.
    public TimeSpan AskEvery { get; set; } = new EngineSettings().AskEvery;

    /// When the first of the working orders is to be asked about.
    public DateTime Next
    {
        get
        {
            var next = DateTime.MaxValue;
            foreach (var orders in blotter.Open)
            {
                foreach (var order in orders)
                    if (order.NextAsk < next) next = order.NextAsk;
            }
            return next;
        }
    }

    /// Whether an order is to be asked about by now. Most answers come long before, so it is looked closer only now and then.
    public bool IsDue
    {
        get
        {
            if (Now < _notBefore) return false;
            LookAgain();
            return Now >= _notBefore;
        }
    }

    public void LookAgain() => _notBefore = Next;

    /// A command was given; its answer is expected soon.
    public void AwaitAnswer(Order order) => At(order, Now + AnswerWithin);

    public void Ask(Order order)
    {
        order.Asks++;
        At(order, Now + Backoff.After(order.Asks));
        output.Ask(order.Id, order.Instrument);
    }

    /// Asks after a while that grows with every question left unanswered, never at once: an answer that makes no sense
    /// would otherwise draw the next one.
    public void AskSoon(Order order)
    {
        var due = Now + Backoff.After(order.Asks + 1);
        if (!order.IsOver && due < order.NextAsk) At(order, due);
    }

    /// The venue works it as it should.
    public void Calm(Order order)
    {
        (order.Asks, order.Misses) = (0, 0);
        if (order.CancelAsked || order.ChangeAsked) return;
        var isToBeRepeated = order.CommandNotBefore > Now; // what it refused before
        At(order, isToBeRepeated ? order.CommandNotBefore : Now + AskEvery);
    }

    /// After a refusal a command waits; the order is looked at again when it may be repeated.
    public bool MustWait(Order order)
    {
        if (Now >= order.CommandNotBefore) return false;
        if (order.CommandNotBefore < order.NextAsk) At(order, order.CommandNotBefore);
        return true;
    }

    /// Asks about orders that ended with less than their whole quantity, the latest first: a fill may never have been told.
    public void AskAboutEnded()
    {
        var asked = 0;
        foreach (var order in blotter.Finished.Reverse())
        {
            if (order.FilledQuantity == order.Quantity || (order.Status == OrderStatus.Rejected && !order.IsPresumedLost)) continue;
            if (++asked > MostAskedAboutEnded) return;
            output.Ask(order.Id, order.Instrument);
        }
    }

    private void At(Order order, DateTime moment)
    {
        order.NextAsk = moment;
        if (moment < _notBefore) _notBefore = moment;
    }
}

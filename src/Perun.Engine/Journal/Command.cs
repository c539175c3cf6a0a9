using Perun.Core.Instruments;
using Perun.Core.Orders;

namespace Perun.Engine.Journal;

/// A command to a venue, as a value that can wait until it is durable.
public abstract record Command
{
    private Command()
    {
    }

    public sealed record Submit(OrderRequest Order) : Command;

    public sealed record Cancel(OrderId Order, InstrumentId Instrument) : Command;

    public sealed record Change(OrderChange Terms) : Command;

    public sealed record Ask(OrderId Order, InstrumentId Instrument) : Command;
}

using Perun.Core.Instruments;
using Perun.Core.Orders;

namespace Perun.Engine;

/// Where the engine's answers go. Commands are to be made durable before they are carried out; notices say what
/// happened and why, and nothing depends on them.
public interface IEngineOutput
{
    void Submit(in OrderRequest order);

    void Cancel(OrderId order, InstrumentId instrument);

    void Change(in OrderChange change);

    /// Ask the venue what became of an order.
    void Ask(OrderId order, InstrumentId instrument);

    /// Whether notices are wanted: where nobody listens, none need be made.
    bool WantsNotices => true;

    /// Whether each step of each order and each fill is wanted, too. A backtest reads refusals and trades only.
    bool WantsOrderNews => WantsNotices;

    /// Whether verdicts come with words and numbers; else with their codes alone.
    bool WantsWords => WantsOrderNews;

    void Tell(Notice notice);
}

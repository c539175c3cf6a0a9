using Perun.Core.Instruments;
using Perun.Core.Orders;

namespace Perun.Engine.Tests.Storms;

/// Everything an engine answered, in order, comparable with what another one answered.
internal sealed class Recorder : IEngineOutput
{
    public List<object> All { get; } = [];

    /// Since the last event.
    public List<OrderRequest> Submitted { get; } = [];

    public List<Notice.Judged> Judged { get; } = [];

    public void Begin()
    {
        Submitted.Clear();
        Judged.Clear();
    }

    public void Submit(in OrderRequest order)
    {
        Submitted.Add(order);
        All.Add(order);
    }

    public void Cancel(OrderId order, InstrumentId instrument) => All.Add(("cancel", order, instrument));

    public void Change(in OrderChange change) => All.Add(change);

    public void Ask(OrderId order, InstrumentId instrument) => All.Add(("ask", order, instrument));

    public void Tell(Notice notice)
    {
        All.Add(notice);
        if (notice is Notice.Judged judged) Judged.Add(judged);
    }
}

using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Safety;

namespace Perun.Engine.Tests;

/// Keeps what an engine answers.
internal sealed class Answers : IEngineOutput
{
    public List<OrderRequest> Submitted { get; } = [];

    public List<OrderId> Cancelled { get; } = [];

    public List<OrderChange> Changed { get; } = [];

    public List<OrderId> Asked { get; } = [];

    public List<Notice> Notices { get; } = [];

    public IEnumerable<OrderRequest> Stops => Submitted.Where(static order => order.Type == OrderType.Stop);

    public IEnumerable<OrderRequest> Exits => Submitted.Where(static order => order.ReduceOnly && order.Type == OrderType.Market);

    public List<T> Of<T>() where T : Notice => [.. Notices.OfType<T>()];

    public List<Notice.Alert> Alerts(AlertCode code) => [.. Notices.OfType<Notice.Alert>().Where(alert => alert.Code == code)];

    public List<Notice.BrakeChanged> Thrown(Brake brake) => [.. Notices.OfType<Notice.BrakeChanged>().Where(change => change.Brake == brake && change.IsOn)];

    public int Commands => Submitted.Count + Cancelled.Count + Changed.Count + Asked.Count;

    public void Clear()
    {
        Submitted.Clear();
        Cancelled.Clear();
        Changed.Clear();
        Asked.Clear();
        Notices.Clear();
    }

    public void Submit(in OrderRequest order) => Submitted.Add(order);

    public void Cancel(OrderId order, InstrumentId instrument) => Cancelled.Add(order);

    public void Change(in OrderChange change) => Changed.Add(change);

    public void Ask(OrderId order, InstrumentId instrument) => Asked.Add(order);

    public void Tell(Notice notice) => Notices.Add(notice);
}

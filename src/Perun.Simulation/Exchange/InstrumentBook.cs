using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Core.Orders;
using Perun.Core.State;

namespace Perun.Simulation.Exchange;

/// The working orders of one instrument and its last price.
internal sealed class InstrumentBook(InstrumentId instrument)
{
    /// While every trade stays between these two, no order has anything to do: what makes a quiet bar nearly free.
    public double WakeBelow;
    public double WakeAbove = double.PositiveInfinity;

    /// Zero before the first slice.
    public double Last;

    public bool IsHalted;

    /// What orders may still take of the slice at hand.
    public decimal VolumeLeft;

    private double _moneyOf;
    private decimal _money;

    public InstrumentId Instrument { get; } = instrument;

    /// In the order in which they started to work.
    public List<VenueOrder> Orders { get; } = [];

    public bool HasPrice => Last > 0 && double.IsFinite(Last);

    public decimal LastPrice
    {
        get
        {
            if (Last != _moneyOf) (_money, _moneyOf) = (HasPrice ? Price.Of(Last) : 0, Last);
            return _money;
        }
    }

    /// To be called after every change of the orders.
    public void SetWakeLevels()
    {
        (WakeBelow, WakeAbove) = (0, double.PositiveInfinity);
        foreach (var order in Orders)
        {
            if (order.State != VenueOrderState.Working) continue;
            ref readonly var terms = ref order.Terms;
            var isLimit = terms.Type == OrderType.Limit || (terms.Type == OrderType.StopLimit && order.IsTriggered);
            var isStop = terms.Type is OrderType.Stop or OrderType.StopLimit && !order.IsTriggered;
            if (!order.IsSeen || !(isLimit || isStop))
            {
                (WakeBelow, WakeAbove) = (double.PositiveInfinity, 0);
                return;
            }
            var level = (double)(isLimit ? terms.LimitPrice : terms.StopPrice);
            if (isLimit == (terms.Side == Side.Buy)) WakeBelow = Math.Max(WakeBelow, level);
            else WakeAbove = Math.Min(WakeAbove, level);
        }
    }

    public void WakeNext() => (WakeBelow, WakeAbove) = (double.PositiveInfinity, 0);

    public void RemoveFinished()
    {
        var kept = 0;
        for (var place = 0; place < Orders.Count; place++)
            if (Orders[place].IsOpen) Orders[kept++] = Orders[place];
        Orders.RemoveRange(kept, Orders.Count - kept);
        SetWakeLevels();
    }

    public void Sync(StateStream stream)
    {
        stream.Sync(ref Last);
        stream.Sync(ref IsHalted);
    }
}

using Perun.Core.Instruments;
using Perun.Core.State;

namespace Perun.Engine.Ledger;

/// What the account holds that Perun did not buy. It is looked at, and never traded unless a person has it adopted.
public sealed class OutsideHoldings : IHasState
{
    private readonly List<Outside> _holdings = [];
    private int _count;

    public Outside this[InstrumentId instrument] => _holdings[instrument.Value];

    /// Of all of them, in absolute terms, at the prices at which they were last seen.
    public decimal Value
    {
        get
        {
            var sum = 0m;
            if (_count == 0) return sum;
            foreach (var holding in _holdings) sum += Math.Abs(holding.Quantity * holding.Price);
            return sum;
        }
    }

    public bool IsNone(InstrumentId instrument) => _count == 0 || _holdings[instrument.Value].Quantity == 0;

    internal void List(InstrumentId instrument)
    {
        while (_holdings.Count <= instrument.Value) _holdings.Add(default);
    }

    internal void Set(InstrumentId instrument, decimal quantity, decimal price)
    {
        _holdings[instrument.Value] = new Outside(quantity, price);
        _count = _holdings.Count(static holding => holding.Quantity != 0);
    }

    public void Sync(StateStream stream)
    {
        stream.SyncList(_holdings, Outside.Sync);
        _count = _holdings.Count(static holding => holding.Quantity != 0);
    }
}

/// <param name="Quantity">Negative when short.</param>
/// <param name="Price">What it cost, or where that is not known what it was worth when it was seen.</param>
public readonly record struct Outside(decimal Quantity, decimal Price)
{
    internal static void Sync(StateStream stream, ref Outside outside)
    {
        var (quantity, price) = outside;
        stream.Sync(ref quantity);
        stream.Sync(ref price);
        outside = new Outside(quantity, price);
    }
}

using Perun.Core.State;

namespace Perun.Engine.Ledger;

/// What one fill added to a position. The cost is kept rather than a price, so that closing a lot in parts loses nothing.
/// <param name="Quantity">Signed: negative in a short position.</param>
/// <param name="Cost">Signed alike: what was paid (or, for a short, received) for the quantity, without fees.</param>
public readonly record struct Lot(decimal Quantity, decimal Cost, DateTime Opened)
{
    internal static void Sync(StateStream stream, ref Lot lot)
    {
        var (quantity, cost, opened) = lot;
        stream.Sync(ref quantity);
        stream.Sync(ref cost);
        stream.Sync(ref opened);
        lot = new Lot(quantity, cost, opened);
    }
}

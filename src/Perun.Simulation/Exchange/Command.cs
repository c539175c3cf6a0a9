using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.State;

namespace Perun.Simulation.Exchange;

internal enum CommandKind
{
    Submit,
    Cancel,
    Change,
    Ask,
}

/// Something asked of the venue, on its way until it arrives.
internal struct Command
{
    public CommandKind Kind;
    public DateTime Arrives;
    public OrderId Order;
    public InstrumentId Instrument;
    public OrderRequest Request;
    public OrderChange Change;

    public static void Sync(StateStream stream, ref Command command)
    {
        stream.SyncEnum(ref command.Kind);
        stream.Sync(ref command.Arrives);
        stream.Sync(ref command.Order);
        stream.Sync(ref command.Instrument);
        stream.Sync(ref command.Request);
        stream.Sync(ref command.Change);
    }
}

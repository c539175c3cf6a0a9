using Perun.Adapters.Venues;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Bench.Venues.Reports;

/// The parts of an adapter that hear what becomes of orders, without a network: frames go in where a connection would hand them over.
internal interface IOrderWire : IDisposable
{
    /// What is traded, with the steps and the protection that the venue has for it.
    Instrument Instrument { get; }

    void Follow(FollowedInstrument instrument);

    void Hear(IVenueListener listener);

    /// An order leaves for the venue.
    void Expect(in OrderRequest order);

    /// The frame by which the venue says that the whole order was filled.
    byte[] FillOf(in OrderRequest order, decimal price);

    void Take(byte[] frame);
}

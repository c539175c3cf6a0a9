using Perun.Core.Instruments;
using Perun.Core.Orders;

namespace Perun.VenueServers.Floor;

/// Who has an account on the floor: told what becomes of its orders at once, so that what it does about one stretch of price is
/// in force in the next.
public interface IFloorMember
{
    void OnReport(in OrderReport report, DateTime now);

    /// The stock exchange's session begins: nothing has traded in it yet.
    void OnOpening(DateTime now);

    /// The session begins with new shares for old ones.
    /// <param name="price">Of a new share, by the last trade of old ones.</param>
    void OnSplit(ShareSplit split, decimal price)
    {
        // Coins never split.
    }

    /// The session's last trade is still to come.
    void OnClosing(DateTime now);

    /// A stretch of price was met by all orders.
    void OnTraded(InstrumentId instrument, in Stretch stretch);

    /// Everything up to here has happened.
    void OnTime(DateTime now);
}

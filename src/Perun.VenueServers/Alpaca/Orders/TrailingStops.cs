using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Core.Orders;
using Perun.VenueServers.Alpaca.Accounts;
using Perun.VenueServers.Alpaca.Assets;
using Perun.VenueServers.Floor;

namespace Perun.VenueServers.Alpaca.Orders;

/// Tells where trailing stops stand: the exchange moves them, and Alpaca tells the best price that they follow, too.
internal static class TrailingStops
{
    public static void Start(AlpacaOrder order, decimal price)
    {
        order.HighWater ??= price;
        var distance = order.Terms.Trail.At(order.HighWater.Value);
        order.TrailedStop ??= order.Asset.Particulars.RoundPrice(order.HighWater.Value + order.Side.Sign() * distance, order.Side == Side.Sell ? RoundTo.Down : RoundTo.Up);
    }

    public static void Follow(TradingAccount account, Asset asset, in Stretch stretch)
    {
        foreach (var order in account.Orders.OpenOf(asset))
        {
            if (order.Terms.Type != OrderType.TrailingStop || account.Exchange.Find(order.AtExchange) is not { } working) continue;
            var best = Price.Of(order.Side == Side.Sell ? stretch.Path.High : stretch.Path.Low);
            if (order.HighWater is not { } known || (order.Side == Side.Sell ? best > known : best < known)) order.HighWater = best;
            if (working.Level > 0) order.TrailedStop = working.Level;
        }
    }
}

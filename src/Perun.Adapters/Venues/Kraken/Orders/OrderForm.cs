using System.Diagnostics;
using System.Globalization;
using Perun.Adapters.Venues.Kraken.Pairs;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Core.Orders;

namespace Perun.Adapters.Venues.Kraken.Orders;

/// An order in Kraken's words. Two words are not used: `reduce_only`, which Kraken knows for margin only (on spot nothing can be
/// sold that is not there), and the conditional close, which excludes our own order id and makes an order that lives on by itself
/// when its position is gone: a protective stop is an order of its own.
internal static class OrderForm
{
    /// Fees come from the cash side: what is bought arrives whole, and a position can be sold to the last lot.
    private const string FeeInQuote = "fciq";

    /// Kraken refuses an expiry that is nearer than this.
    private static readonly TimeSpan NearestExpiry = TimeSpan.FromSeconds(10);

    private const decimal PercentOfOne = 100;

    /// <param name="now">By Kraken's clock.</param>
    /// <param name="deadline">After this Kraken no longer takes it, so that an order which got lost on the way can't appear much later.</param>
    public static KrakenForm Of(in OrderRequest order, KrakenPair pair, string clientId, DateTime now, DateTime deadline)
    {
        var form = Row(order, clientId, now);
        return new KrakenForm().Add("pair", pair.Altname).AddAll(form).Add("deadline", DeadlineOf(deadline));
    }

    /// Without pair and deadline, which a batch has once for all of its rows.
    public static KrakenForm Row(in OrderRequest order, string clientId, DateTime now)
    {
        var form = new KrakenForm().Add("cl_ord_id", clientId).Add("type", order.Side == Side.Buy ? "buy" : "sell").Add("volume", order.Quantity);
        switch (order.Type)
        {
            case OrderType.Market:
                form.Add("ordertype", "market");
                break;
            case OrderType.Limit:
                form.Add("ordertype", "limit").Add("price", order.LimitPrice);
                break;
            case OrderType.Stop:
                form.Add("ordertype", "stop-loss").Add("price", order.StopPrice).Add("trigger", "last");
                break;
            case OrderType.StopLimit:
                form.Add("ordertype", "stop-loss-limit").Add("price", order.StopPrice).Add("price2", order.LimitPrice).Add("trigger", "last");
                break;
            case OrderType.TrailingStop:
                form.Add("ordertype", "trailing-stop").Add("price", DistanceOf(order.Trail)).Add("trigger", "last");
                break;
            default:
                throw new UnreachableException();
        }
        if (order.Type != OrderType.Market) AddTimeInForce(form, order.TimeInForce, now);
        return form.Add("oflags", order.PostOnly ? $"post,{FeeInQuote}" : FeeInQuote);
    }

    public static string DeadlineOf(DateTime deadline) => deadline.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static KrakenForm AddAll(this KrakenForm form, KrakenForm other)
    {
        foreach (var (name, value) in other.Fields) form.Add(name, value);
        return form;
    }

    private static void AddTimeInForce(KrakenForm form, TimeInForce time, DateTime now)
    {
        switch (time)
        {
            case TimeInForce.GoodTilCancelled:
                break;
            case TimeInForce.Day:
                form.Add("timeinforce", "GTD").Add("expiretm", KrakenTime.WholeSecondsOf((now + NearestExpiry).Date.AddDays(1)));
                break;
            case TimeInForce.ImmediateOrCancel:
                form.Add("timeinforce", "IOC");
                break;
            case TimeInForce.FillOrKill:
                form.Add("timeinforce", "FOK");
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// The plus sign is part of it, on either side: Kraken takes the direction from the order's.
    private static string DistanceOf(Trail trail) => trail.IsFraction ? $"+{KrakenForm.Plain(trail.Amount * PercentOfOne)}%" : $"+{KrakenForm.Plain(trail.Amount)}";
}

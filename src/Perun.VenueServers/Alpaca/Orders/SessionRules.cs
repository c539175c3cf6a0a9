using Perun.Core.Calendars;

namespace Perun.VenueServers.Alpaca.Orders;

/// What is taken at which time of New York's day.
internal static class SessionRules
{
    private static readonly TimeSpan OpeningEnds = new(9, 28, 0), ClosingEnds = new(15, 50, 0), Evening = new(19, 0, 0);

    public static AlpacaError? WhyNotNow(OrderAsk ask, DateTime now, bool isOpen)
    {
        var time = NewYorkTime.FromUtc(now).TimeOfDay;
        return ask.TimeInForce switch
        {
            AlpacaTimeInForce.Opg when time >= OpeningEnds && time < Evening => AlpacaError.Invalid("opg orders are only accepted after 19:00 and before 09:28 ET"),
            AlpacaTimeInForce.Cls when time >= ClosingEnds && time < Evening => AlpacaError.Invalid("cls orders are only accepted after 19:00 and before 15:50 ET"),
            AlpacaTimeInForce.Ioc or AlpacaTimeInForce.Fok when !isOpen => AlpacaError.Invalid($"{ask.TimeInForce.Word()} orders are only accepted during market hours"),
            _ => null,
        };
    }
}

namespace Perun.VenueServers.Kraken.Limits;

/// What each thing done to an order adds to its pair's counter: the younger the order, the more.
internal static class TradingCost
{
    public const double Add = 1;

    public static double Amend(TimeSpan age) => 1 + (age.TotalSeconds switch { < 5 => 3, < 10 => 2, < 15 => 1, _ => 0 });

    public static double Edit(TimeSpan age) => 1 + (age.TotalSeconds switch { < 5 => 6, < 10 => 5, < 15 => 4, < 45 => 2, < 90 => 1, _ => 0 });

    public static double Cancel(TimeSpan age) => age.TotalSeconds switch { < 5 => 8, < 10 => 6, < 15 => 5, < 45 => 4, < 90 => 2, < 300 => 1, _ => 0 };
}

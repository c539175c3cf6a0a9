using Perun.Core.Orders;

namespace Perun.Faults.Tests.Harness;

/// Where a night passes.
public enum House
{
    Alpaca,
    Kraken,
}

/// A venue's simulator as a night sees it: its truth, whatever was told on the wire.
internal interface IHouse : IAsyncDisposable
{
    DateTime Now { get; }

    /// The settings with which Perun trades there.
    IReadOnlyList<(string Name, string Value)> Settings { get; }

    /// The instruments of the night; the first is the one that usually has trouble.
    IReadOnlyList<string> Symbols { get; }

    decimal Cash { get; }

    /// Every order that ever was, as one where a change made another of it.
    IReadOnlyList<HouseOrder> Orders { get; }

    /// What went wrong so far.
    IReadOnlyList<string> Struck { get; }

    /// How many requests came, by method and path.
    IReadOnlyDictionary<string, long> Requests { get; }

    decimal Held(string symbol);

    decimal Last(string symbol);

    void Pass(TimeSpan time);

    /// Adds faults; "at" counts from now.
    void Script(string faults);

    /// No fault strikes any more.
    void Heal();

    /// Money comes or goes, as by somebody's transfer.
    void Transfer(decimal amount);
}

/// <param name="Name">Under which its sender knows it.</param>
/// <param name="IsWorking">It may fill, or trigger, as things are.</param>
internal sealed record HouseOrder(string Name, string Symbol, Side Side, bool IsStop, decimal Quantity, decimal Filled, bool IsOpen, bool IsWorking)
{
    public decimal Rest => Quantity - Filled;
}

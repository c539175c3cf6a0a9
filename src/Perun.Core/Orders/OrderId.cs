namespace Perun.Core.Orders;

/// An order's identity: the journal position of the event that caused it and its ordinal among the orders of that event.
/// A function of the journal, so the same intent always has the same id and a retry can't become a second order.
public readonly record struct OrderId(long Value) : IComparable<OrderId>
{
    public const int MostPerEvent = 1 << OrdinalBits;
    private const int OrdinalBits = 10;

    public static readonly OrderId None;

    public static OrderId At(long journalPosition, int ordinal)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(ordinal, MostPerEvent);
        return new OrderId((journalPosition << OrdinalBits) | (uint)ordinal);
    }

    public long JournalPosition => Value >> OrdinalBits;

    public int Ordinal => (int)(Value & (MostPerEvent - 1));

    public bool IsNone => Value == 0;

    public int CompareTo(OrderId other) => Value.CompareTo(other.Value);

    public override string ToString() => $"{JournalPosition}.{Ordinal}";

    public static bool TryParse(ReadOnlySpan<char> text, out OrderId id)
    {
        id = None;
        var dot = text.IndexOf('.');
        if (dot < 0 || !long.TryParse(text[..dot], out var position) || !int.TryParse(text[(dot + 1)..], out var ordinal)) return false;
        if (position is < 0 or > long.MaxValue >> OrdinalBits || ordinal is < 0 or >= MostPerEvent) return false;
        id = At(position, ordinal);
        return true;
    }
}

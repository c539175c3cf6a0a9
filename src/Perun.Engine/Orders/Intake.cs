namespace Perun.Engine.Orders;

/// What a report turned out to be.
/// <param name="HasEnded">The order was not over before.</param>
internal readonly record struct Intake(Order? Order, decimal Quantity, decimal Value, decimal Fee, bool IsImpossible, bool HasEnded)
{
    public static Intake Foreign => default;

    public bool HasFill => Quantity > 0 || Fee > 0;

    public static Intake Impossible(Order order) => new(order, 0, 0, 0, IsImpossible: true, HasEnded: false);
}

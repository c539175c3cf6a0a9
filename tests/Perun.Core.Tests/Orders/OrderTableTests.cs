using Perun.Core.Orders;

namespace Perun.Tests.Orders;

public sealed class OrderTableTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_knows_what_a_dictionary_knows_whatever_comes_and_goes(int seed)
    {
        var dice = new Random(seed);
        var table = new OrderTable<string>();
        var dictionary = new Dictionary<OrderId, string>();
        for (var turn = 0; turn < 20_000; turn++)
        {
            var id = OrderId.At(dice.Next(200), dice.Next(4));
            if (dice.Next(5) < 2) table.Remove(id).ShouldBe(dictionary.Remove(id));
            else if (dictionary.TryAdd(id, $"{id}")) table.Add(id, $"{id}");
            table.Find(id).ShouldBe(dictionary.GetValueOrDefault(id));
        }
        table.Count.ShouldBe(dictionary.Count);
        table.All().Order(StringComparer.Ordinal).ShouldBe(dictionary.Values.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_order_is_taken_up_once()
    {
        var table = new OrderTable<string>();
        table.Add(OrderId.At(7, 0), "first");
        Should.Throw<ArgumentException>(() => table.Add(OrderId.At(7, 0), "second")).Message.ShouldContain("7.0");
        table.Find(OrderId.At(7, 0)).ShouldBe("first");
        table.Clear();
        table.Contains(OrderId.At(7, 0)).ShouldBeFalse();
    }
}

using Perun.Mind.Models;
using Perun.Mind.Models.Spend;

namespace Perun.Models.Tests.Models;

public sealed class PriceTableTests
{
    [Fact]
    public void A_longer_name_has_the_price_of_the_longest_entry_it_begins_with()
    {
        PriceTable.Shipped.PriceOf("gpt-4o-2024-08-06").ShouldBe(PriceTable.Shipped.PriceOf("gpt-4o"));
        PriceTable.Shipped.PriceOf("gpt-4o-mini-2024-07-18").ShouldBe(PriceTable.Shipped.PriceOf("gpt-4o-mini"));
        PriceTable.Shipped.PriceOf("openai/gpt-4o").ShouldBe(PriceTable.Shipped.PriceOf("gpt-4o"));
        PriceTable.Shipped.PriceOf("scripted-429")!.Value.Input.ShouldBe(0);
        PriceTable.Shipped.PriceOf("gpt-4ox").ShouldBeNull();
        PriceTable.Shipped.PriceOf("").ShouldBeNull();
    }

    [Fact]
    public void What_the_provider_had_seen_before_costs_less() =>
        new TokenPrice(2, 1, 10).CostOf(new TokenUse(1_000_000, 100_000, CachedInput: 400_000)).ShouldBe(1.2m + 0.4m + 1m);

    [Theory]
    [InlineData("{", "line 1 is not JSON")]
    [InlineData("{}", "no \"models\"")]
    [InlineData("""{"models": {"a": {"input": 1}}}""", "both input and output")]
    [InlineData("""{"models": {"a": {"input": -1, "output": 2}}}""", "from 0 to 10000")]
    [InlineData("""{"models": {"a": {"input": 1, "output": "2"}}}""", "output must be a number")]
    [InlineData("""{"models": {"a": {"input": 1, "output": 2, "outptu": 3}}}""", "\"outptu\" is none of")]
    [InlineData("""{"models": {"a": 3}}""", "give {\"input\"")]
    public void A_wrong_table_says_what_is_wrong(string text, string says)
    {
        PriceTable.TryRead(text, out _, out var problems).ShouldBeFalse();
        string.Join("; ", problems).ShouldContain(says);
    }
}

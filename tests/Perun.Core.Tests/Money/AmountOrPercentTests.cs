using Perun.Core.Money;

namespace Perun.Tests.Money;

public sealed class AmountOrPercentTests
{
    [Fact]
    public void An_amount_is_the_same_of_any_whole()
    {
        AmountOrPercent.Amount(500).Of(100_000).ShouldBe(500);
        AmountOrPercent.Amount(500).Of(0).ShouldBe(500);
    }

    [Fact]
    public void A_percentage_is_a_share_of_the_whole() => AmountOrPercent.Percent(2.5m).Of(100_000).ShouldBe(2500);

    [Fact]
    public void None_limits_nothing()
    {
        AmountOrPercent.None.IsSet.ShouldBeFalse();
        AmountOrPercent.Percent(0.01m).IsSet.ShouldBeTrue();
    }

    [Fact]
    public void It_is_written_as_people_write_it()
    {
        AmountOrPercent.Amount(10_000).ToString().ShouldBe("10000");
        AmountOrPercent.Percent(2.5m).ToString().ShouldBe("2.5%");
    }
}

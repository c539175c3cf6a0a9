using Perun.Core.Instruments;
using Perun.Core.Money;

namespace Perun.Tests.Money;

public sealed class RoundingTests
{
    /// A step of one in its last decimal is rounded to by cutting digits off; said otherwise (0.010), by what division leaves over.
    [Theory]
    [InlineData(0.01, 0.010)]
    [InlineData(1, 1.0)]
    [InlineData(0.0001, 0.000100)]
    public void Both_ways_to_round_to_a_step_agree(double step, double sameStep)
    {
        var (cut, divided) = ((decimal)step, (decimal)sameStep * 1.0m);
        var dice = new Random(5);
        for (var turn = 0; turn < 5_000; turn++)
        {
            var value = new decimal(dice.Next(), dice.Next(2), 0, dice.Next(2) == 0, (byte)dice.Next(12));
            foreach (var direction in Enum.GetValues<RoundTo>())
                Step.Round(value, cut, direction).ShouldBe(Step.Round(value, divided, direction), $"{value} {direction}");
            Step.IsOn(value, cut).ShouldBe(value % divided == 0);
        }
    }

    [Fact]
    public void Rounding_leaves_no_more_decimals_than_the_step_has() =>
        $"{Step.Round(21.000000000000m, 1, RoundTo.Down)} {Step.Round(0.123456m, 0.01m, RoundTo.Up)} {Step.Round(7.30m, 0.05m, RoundTo.Down)}".ShouldBe("21 0.13 7.30");

    [Fact]
    public void Plain_digits_are_the_same_number_without_zeros()
    {
        var dice = new Random(6);
        for (var turn = 0; turn < 5_000; turn++)
        {
            var number = new decimal(dice.Next(), dice.Next(), dice.Next(3), dice.Next(2) == 0, (byte)dice.Next(3));
            var padded = decimal.Round(number, 2) * (decimal)Math.Pow(10, dice.Next(4)) + 0.0000000m;
            Digits.Plain(padded).ShouldBe(padded);
            $"{Digits.Plain(padded)}".ShouldBe($"{padded:0.##########}");
        }
    }
}

using Perun.Mind.Decisions;

namespace Perun.Models.Tests.Decisions;

public sealed class QuotedNumbersTests
{
    [Theory]
    [InlineData("up 4.7%", "")]
    [InlineData("231.47 or 231.5 or 231", "")]
    [InlineData("1250000 shares, 1,250,000 in words", "")]
    [InlineData("a share of 12%", "")]
    [InlineData("SMA20 and Q3 are names", "")]
    [InlineData("at 231.48", "231.48")]
    [InlineData("99 of 100 and 99", "99, 100")]
    [InlineData("-4.7", "")]
    public void Only_what_stands_nowhere_is_told(string rationale, string unknown) =>
        string.Join(", ", new QuotedNumbers("AAPL 231.47, down -4.7% on 1,250,000; weight 0.12").UnknownIn(rationale)).ShouldBe(unknown);

    [Fact]
    public void Digits_without_end_do_no_harm() =>
        new QuotedNumbers(new string('9', 100_000), string.Concat(Enumerable.Repeat("7 ", 50_000))).UnknownIn(new string('1', 100_000) + " 7").ShouldBeEmpty();
}

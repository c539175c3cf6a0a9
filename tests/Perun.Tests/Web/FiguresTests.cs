using Perun.Web.Words;

namespace Perun.Tests.Web;

public class FiguresTests
{
    [Fact]
    public void Money_is_grouped_and_signed()
    {
        Figures.Money(1234567.891m).ShouldBe("1,234,567.89");
        Figures.Money(-12.5m).ShouldBe("−12.50");
        Figures.Signed(12.5m).ShouldBe("+12.50");
        Figures.Signed(0).ShouldBe("0.00");
        Figures.Signed(-0.004m).ShouldBe("0.00");
        Figures.Signed(0.004m).ShouldBe("0.00");
        Figures.Percent(-1.255m).ShouldStartWith("−1.2");
        Figures.Money(decimal.MaxValue).ShouldStartWith("79,228,162");
    }

    [Fact]
    public void Prices_keep_the_digits_they_have()
    {
        Figures.Price(0.16214m).ShouldBe("0.16214");
        Figures.Price(69900.1m).ShouldBe("69,900.10");
        Figures.Price((decimal?)null).ShouldBe("–");
        Figures.Price(double.NaN).ShouldBe("–");
        Figures.Price(0.00001234).ShouldBe("0.00001234");
        Figures.Average(3031.89126076m).ShouldBe("3,031.8913");
        Figures.Average(0.161214m).ShouldBe("0.161214");
        Figures.Quantity(12500.00m).ShouldBe("12,500");
    }

    [Theory]
    [InlineData("PartiallyFilled", "partially filled")]
    [InlineData("Buy", "buy")]
    [InlineData("", "")]
    public void Code_words_are_said_as_words(string word, string words) => Phrases.Apart(word).ShouldBe(words);
}

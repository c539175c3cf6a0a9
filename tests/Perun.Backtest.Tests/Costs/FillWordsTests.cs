using Perun.Backtest.Costs;

namespace Perun.Backtest.Tests.Costs;

public class FillWordsTests
{
    [Fact]
    public void What_is_not_said_is_as_usual() => new FillWords().Read().Fills.ShouldBe(FillAssumptions.Usual);

    [Theory]
    [InlineData("2bp", 2, 0)]
    [InlineData("2.5BP", 2.5, 0)]
    [InlineData("0.05%", 5, 0)]
    [InlineData("0.01", 0, 0.01)]
    [InlineData("0", 0, 0)]
    [InlineData("none", 0, 0)]
    public void A_spread_is_basis_points_a_percentage_or_an_amount(string text, double points, double amount) =>
        new FillWords(Spread: text).Read().Fills.ShouldNotBeNull().Spread.ShouldBe(new Distance((decimal)points, (decimal)amount));

    [Theory]
    [InlineData("2bp", 2, 0, 0, "2bp")]
    [InlineData("0.01", 0, 0.01, 0, "0.01")]
    [InlineData("volume:10bp", 0, 0, 10, "volume:10bp")]
    [InlineData("1bp+volume:0.1%", 1, 0, 10, "1bp+volume:10bp")]
    [InlineData("volume:10bp+0.02", 0, 0.02, 10, "0.02+volume:10bp")]
    [InlineData("none", 0, 0, 0, "none")]
    public void Slippage_has_a_fixed_part_and_one_that_depends_on_volume(string text, double points, double amount, double impact, string shown)
    {
        var slippage = new FillWords(Slippage: text).Read().Fills.ShouldNotBeNull().Slippage;
        slippage.ShouldBe(new Slippage(new Distance((decimal)points, (decimal)amount), (decimal)impact));
        slippage.ToString().ShouldBe(shown);
    }

    [Theory]
    [InlineData("alpaca", 0.0015, 0.0025)]
    [InlineData("Kraken", 0.0025, 0.0040)]
    [InlineData("none", 0, 0)]
    [InlineData("10bp", 0.0010, 0.0010)]
    [InlineData("0.16%/0.26%", 0.0016, 0.0026)]
    public void Fees_are_a_venues_or_rates_of_ones_own(string text, double maker, double taker)
    {
        var crypto = new FillWords(Fees: text).Read().Fills.ShouldNotBeNull().Fees.Crypto;
        (crypto.MakerRate, crypto.TakerRate).ShouldBe(((decimal)maker, (decimal)taker));
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once_with_what_to_do()
    {
        var reading = new FillWords("wide", "2bp+3bp", "-1", "10", "binance").Read();
        reading.Fills.ShouldBeNull();
        reading.Problems.Count.ShouldBe(5);
        reading.Problems[0].ShouldContain("\"wide\" is no spread: give basis points like 2bp");
        reading.Problems[1].ShouldContain("\"2bp+3bp\" is no slippage");
        reading.Problems[2].ShouldContain("0 to 1000");
        reading.Problems[3].ShouldContain("like 10%");
        reading.Problems[4].ShouldContain("alpaca, kraken, none");
    }

    [Theory]
    [InlineData("-2bp")]
    [InlineData("1001bp")]
    [InlineData("11%")]
    [InlineData("bp")]
    [InlineData("")]
    [InlineData("1e3")]
    [InlineData("1,5")]
    [InlineData("9999999999999999999999999999999")]
    public void Nonsense_is_no_distance(string text)
    {
        new FillWords(Spread: text).Read().Problems.ShouldHaveSingleItem();
        new FillWords(Slippage: text).Read().Problems.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("0%")]
    [InlineData("101%")]
    [InlineData("ten%")]
    public void A_share_of_the_volume_is_above_none_and_at_most_all(string text) =>
        new FillWords(VolumeShare: text).Read().Problems.ShouldHaveSingleItem().ShouldContain(text);

    [Fact]
    public void Equal_assumptions_have_equal_words_and_others_have_others()
    {
        string[] words = [.. new FillWords[] { new(), new("2bp"), new(Slippage: "2bp"), new(Latency: "1"), new(VolumeShare: "10%"), new(VolumeShare: "none"), new(Fees: "kraken"), new(Fees: "1bp") }
            .Select(said => said.Read().Fills!.Words)];
        words.Distinct().Count().ShouldBe(words.Length);
        new FillWords("2bp").Read().Fills!.Words.ShouldBe(words[1]);
    }
}

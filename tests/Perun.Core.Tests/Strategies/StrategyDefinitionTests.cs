using Perun.Core.Strategies;

namespace Perun.Core.Tests.Strategies;

public sealed class StrategyDefinitionTests
{
    [Fact]
    public void Values_that_are_not_chosen_keep_their_defaults()
    {
        var values = EmaCross.Definition.Choose([new("SLOW", 50)]).Values!;
        values.ToString().ShouldBe("fast=12 slow=50 atrPeriod=14 stopAtr=2 targetAtr=3");
        values.ByName().Keys.ShouldBe(["fast", "slow", "atrPeriod", "stopAtr", "targetAtr"]);
        EmaCross.Definition.Create(values).Name.ShouldBe("ema12-ema50");
    }

    [Theory]
    [InlineData("fast=1", "fast is 1: give a whole number from 2 to 200.")]
    [InlineData("fast=9.5", "fast is 9.5: give a whole number from 2 to 200.")]
    [InlineData("stopAtr=11", "stopAtr is 11: give a number from 0 to 10.")]
    [InlineData("stopAtr=NaN", "stopAtr is NaN: give a number from 0 to 10.")]
    [InlineData("fats=9", "ema-cross has no parameter fats: did you mean fast?")]
    [InlineData("quickness=9", "ema-cross has no parameter quickness: it has fast, slow, atrPeriod, stopAtr, targetAtr.")]
    [InlineData("fast=30", "fast is 30 and slow is 26: the fast average needs fewer bars than the slow one.")]
    [InlineData("fast", "\"fast\" sets no parameter: write a name, = and a number, like fast=12.")]
    [InlineData("fast=much", "\"fast=much\" sets no parameter: write a name, = and a number, like fast=12.")]
    public void What_is_wrong_with_a_choice_is_a_sentence(string words, string sentence)
    {
        var reading = EmaCross.Definition.Parse(words.Split(' '));
        reading.Values.ShouldBeNull();
        reading.Problems.ShouldBe([sentence]);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once() =>
        EmaCross.Definition.Parse(["fast=0", "slow=x", "fast=3", "stopAtr=99"]).Problems.Count.ShouldBe(4);

    [Fact]
    public void Every_strategy_can_be_made_with_its_defaults_and_these_are_allowed_together()
    {
        foreach (var definition in StrategyCatalog.All)
        {
            var reading = definition.Choose([]);
            reading.Problems.ShouldBeEmpty(definition.Name);
            definition.Create(reading.Values!).Next(Market.Of(10)[0]).Target.ShouldBe(0);
            definition.Parameters.ShouldAllBe(parameter => parameter.Meaning.Length > 5);
        }
    }

    [Fact]
    public void A_sweeps_values_start_at_the_least_and_end_at_the_most_without_dust()
    {
        var parameter = new Parameter("p", 0.1, 0.1, 0.7, 0.1, "");
        Enumerable.Range(0, parameter.Count).Select(parameter.At).ShouldBe([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
        new Parameter("p", 2, 2, 9, 3, "").Count.ShouldBe(3);
        new Parameter("p", 2, 2, 2, 1, "").Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(5, 9, 1, 1, "p ranges from 9 to 1: the first must not be above the second.")]
    [InlineData(5, 1, 9, 0, "p has a step of 0: it must be above 0.")]
    [InlineData(0, 1, 9, 1, "The default of p is 0: give a whole number from 1 to 9.")]
    [InlineData(5, 1, 9, 1e-9, "p has more than 10,000,000 steps: make them larger, or the range smaller.")]
    public void A_declaration_that_makes_no_sense_is_refused(double fallback, double min, double max, double step, string sentence)
    {
        var parameter = new Parameter("p", fallback, min, max, step, "");
        parameter.Flaw().ShouldBe(sentence);
        Should.Throw<ArgumentException>(() => new StrategyDefinition("s", "", [parameter], _ => new BuyAndHold(1))).Message.ShouldStartWith(sentence);
    }

    [Theory]
    [InlineData("sma-atr", "sma-atr")]
    [InlineData("SMA20-ATR", "sma-atr")]
    [InlineData("BuyAndHold", "buy-and-hold")]
    [InlineData("Donchian breakout", "donchian-breakout")]
    public void The_catalog_finds_a_strategy_however_it_is_written(string typed, string name) => StrategyCatalog.Find(typed)!.Name.ShouldBe(name);

    [Theory]
    [InlineData("mcad", "There is no strategy \"mcad\": did you mean macd?")]
    [InlineData("donchian", "There is no strategy \"donchian\": did you mean donchian-breakout?")]
    [InlineData("astrology", "There is no strategy \"astrology\": there are sma-atr, ema-cross,")]
    [InlineData("20", "There is no strategy \"20\": there are")]
    public void The_catalog_says_what_may_have_been_meant(string typed, string sentence)
    {
        StrategyCatalog.Find(typed).ShouldBeNull();
        StrategyCatalog.Unknown(typed).ShouldStartWith(sentence);
    }
}

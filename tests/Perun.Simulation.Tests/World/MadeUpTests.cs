using Perun.Core.Instruments;
using Perun.Simulation.World;

namespace Perun.Simulation.Tests.World;

public sealed class MadeUpTests
{
    [Fact]
    public void A_number_always_stands_for_the_same_instrument_which_can_be_traded()
    {
        foreach (var symbol in MadeUp.Shares.Concat(MadeUp.CoinPairs))
        {
            WorldCatalog.TryFind(symbol, out var profile).ShouldBeTrue(symbol);
            WorldCatalog.TryFind(symbol.ToLowerInvariant(), out var again).ShouldBeTrue(symbol);
            again.ShouldBe(profile);
            var instrument = profile.Instrument;
            (instrument.Symbol, instrument.AssetClass).ShouldBe((symbol, symbol.Contains('/') ? AssetClass.Crypto : AssetClass.Equity));
            instrument.IsOnTick((decimal)profile.StartPrice).ShouldBeTrue(symbol);
            profile.DailyTurnover.ShouldBeGreaterThan(0);
        }
    }

    [Theory]
    [InlineData("X000")]
    [InlineData("X1")]
    [InlineData("X1000")]
    [InlineData("XOM7")]
    [InlineData("X001/EUR")]
    [InlineData("Y001")]
    public void What_has_no_such_number_is_not_there(string symbol) => WorldCatalog.TryFind(symbol, out _).ShouldBeFalse();
}

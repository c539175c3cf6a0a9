using Perun.Core.Instruments;
using Perun.Core.Signals;
using Perun.Engine;
using Perun.Engine.Events;
using Perun.Engine.Safety;
using Perun.Faults.Tests.Harness;
using Perun.Trading;

namespace Perun.Faults.Tests.Chance;

/// Nights on which anything may go wrong at any time, while something trades all the while. However they went, half an hour after the
/// last fault everything is in order.
public sealed class AnyNightTests
{
    private const double HoursOfFaults = 1;

    private static readonly int Seeds = Environment.GetEnvironmentVariable("PERUN_LONG_TESTS") == "1" ? 40 : 2;

    public static IEnumerable<TheoryDataRow<House, int>> Nights() =>
        from seed in Enumerable.Range(1, Seeds) from house in Enum.GetValues<House>() select new TheoryDataRow<House, int>(house, seed);

    [Theory]
    [MemberData(nameof(Nights))]
    public async Task After_any_night_everything_is_in_order(House at, int seed)
    {
        await using var night = await Night.AtAsync(at, new NightPlan { Seed = (ulong)seed, With = ManyTrades.Allowed });
        var trader = new ManyTrades(night, seed);
        night.Script(Trouble.Of(at, seed));
        while (trader.Traded < HoursOfFaults) await trader.TradeAsync(TimeSpan.FromSeconds(20));
        night.House.Struck.Count.ShouldBeGreaterThan(20);

        night.House.Heal();
        await night.PassAsync(1_800);
        night.BooksAgree();
        night.Stranded().ShouldBeEmpty(night.Story());
        foreach (var symbol in night.House.Symbols) night.IsProtected(symbol).ShouldBeTrue($"{symbol}{Environment.NewLine}{night.Story()}");
        night.State.Brakes.IsOn(Brake.Venue).ShouldBeFalse(night.Story());
        night.State.Brakes.IsOn(Brake.Breach).ShouldBeFalse(night.Story());
        night.Notices.OfType<Notice.FillBooked>().Count().ShouldBeGreaterThan(10, "it traded");
        trader.MostExposure.ShouldBeLessThan(1.02m, "no order beyond the limits");
        night.AlarmsOf(AlertCode.ImpossibleReport).ShouldBeEmpty();
        night.AlarmsOf(AlertCode.Reversed).ShouldBeEmpty();
    }
}

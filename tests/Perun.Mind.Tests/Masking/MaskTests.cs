using FsCheck;
using FsCheck.Fluent;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Mind.Analysts;
using Perun.Mind.Masking;

namespace Perun.Mind.Tests.Masking;

public sealed class MaskTests
{
    private static readonly DateTime From = new(2024, 3, 4, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime To = new(2024, 3, 29, 0, 0, 0, DateTimeKind.Utc);

    private static readonly Instrument[] Traded = [Named("AAPL", AssetClass.Equity), Named("BTC/USD", AssetClass.Crypto), Named("XYZW", AssetClass.Equity)];

    [Theory]
    [InlineData("Apple Inc. beats; AAPL's iPhone sells", "{0}. beats; {0}'s {0} sells")]
    [InlineData("Bitcoin (BTC) and BTCUSD slide, $btc hit; BTC-USD too", "{1} ({1}) and {2} slide, {1} hit; {2} too")]
    [InlineData("NASDAQ:AAPL, $aapl and aapl, but pineapple, snap and #AAPLX", "NASDAQ:{0}, {0} and {0}, but pineapple, snap and #AAPLX")]
    [InlineData("Acme Corp lifts guidance, ACME CORP says", "{3} lifts guidance, {3} says")]
    public void Symbols_and_names_are_hidden_alike(string text, string expected)
    {
        var mask = Mask();
        string[] masks = [mask.SymbolOf("AAPL"), mask.SymbolOf("BTC/USD").Split('/')[0], mask.SymbolOf("BTC/USD"), mask.SymbolOf("XYZW")];
        mask.Hide(text).ShouldBe(string.Format(System.Globalization.CultureInfo.InvariantCulture, expected, [.. masks]));
    }

    [Fact]
    public void What_is_well_known_and_not_traded_is_hidden_too()
    {
        var hidden = Mask().Hide("Microsoft and Tesla sue Ethereum's founder Buterin");
        foreach (var name in (string[])["Microsoft", "Tesla", "Ethereum", "Buterin"]) hidden.ShouldNotContain(name);
    }

    [Fact]
    public void Days_move_by_whole_weeks_and_come_back()
    {
        var mask = Mask();
        var brief = new MarketBrief(new DateTime(2024, 3, 6, 14, 30, 0, DateTimeKind.Utc), [new InstrumentBrief(new InstrumentId(0), Traded[0], true, 171.5, 3)]);
        var hidden = mask.Hide(brief);
        (hidden.AsOf.DayOfWeek, hidden.AsOf.TimeOfDay).ShouldBe((DayOfWeek.Wednesday, brief.AsOf.TimeOfDay));
        hidden.AsOf.Year.ShouldBeGreaterThan(2045);
        mask.Show(hidden.AsOf).ShouldBe(brief.AsOf);
        mask.Hide("- close 98.2 (technical, 2024-03-06 14:30)").ShouldBe($"- close 98.2 (technical, {hidden.AsOf:yyyy-MM-dd HH:mm})");
        mask.Show($"As on {hidden.AsOf:yyyy-MM-dd}, {mask.SymbolOf("BTC/USD")} follows {mask.SymbolOf("AAPL")}").ShouldBe("As on 2024-03-06, BTC/USD follows AAPL");
        mask.Hide("- New York is closed on Friday 2024-03-29: Good Friday (clock, 2024-03-28 20:00)").ShouldContain(": a holiday (clock, ");
    }

    [Theory]
    [InlineData("On March 6, 2024 and 5 Apr, in Q3 2024, FY24 and December")]
    [InlineData("The best since 2021; at 03/06/2024 or 6.3.24, before Thanksgiving and Christmas Eve")]
    [InlineData("Sept. 3rd 2023, 1st of May 2024, January 2020")]
    public void Dates_that_others_write_in_words_are_taken_out(string text)
    {
        var hidden = Foreign(Mask(), text);
        foreach (var left in (string[])["2024", "2021", "2023", "2020", "March", "Apr", "Sept", "May", "January", "December", "Thanksgiving", "Christmas", "03/06", "6.3.24", "FY24"]) hidden.ShouldNotContain(left);
    }

    [Theory]
    [InlineData("AAPL jumps to $180.50 from 171.25", "jumps to $105.25 from 99.85")]
    [InlineData("AAPL wins $180 million contract, up 171.5%", "wins $180 million contract, up 171.5%")]
    [InlineData("AAPL ships 170 units in 12 days", "ships 170 units in 12 days")]
    [InlineData("AAPL and BTC/USD trade at $171.50", "trade at $171.50")]
    public void Amounts_near_the_price_of_the_one_it_is_about_are_scaled(string text, string ends) => Foreign(Mask(), text).ShouldEndWith(ends);

    [Fact]
    public void Moves_stay_and_levels_go()
    {
        var mask = Mask();
        var bar = mask.Scaled("AAPL", new Bar(From, 171.5, 175, 170, 173.215, 1000));
        (Math.Round(bar.Open, 9), Math.Round(bar.Close / bar.Open, 9)).ShouldBe((100, Math.Round(173.215 / 171.5, 9)));
        (bar.Close * bar.Volume).ShouldBe(173.215 * 1000, 1e-6);
    }

    [Fact]
    public void The_same_draws_make_the_same_mask_and_others_another()
    {
        Mask(7).SymbolOf("AAPL").ShouldBe(Mask(7).SymbolOf("AAPL"));
        Enumerable.Range(0, 20).Select(seed => Mask((uint)seed).Hide(new MarketBrief(From, [])).AsOf).Distinct().Count().ShouldBeGreaterThan(15);
    }

    [Fact]
    public void What_the_mask_would_leave_is_found() => Mask().Left("AAPL on 2024-03-06").ShouldBe(["AAPL", "2024-03-06"]);

    [Fact]
    public void No_text_whatever_keeps_a_name()
    {
        var mask = Mask();
        string[] pieces = ["AAPL", "Apple", "apple", "$aapl", "BTC", "bitcoin", "BTC/USD", "BTCUSD", "XBT", "Tim Cook", "2024-03-06", "March 6", "2024", " ", "-", "/", "(", ")", "'s", "\n", "<data>", "</data>", "x", "7", "ü", "📈"];
        Prop.ForAll((int[] chosen) =>
        {
            var text = string.Concat(chosen.Select(i => pieces[Math.Abs(i % pieces.Length)]));
            return mask.Left(mask.Hide(text)).Count == 0;
        }).QuickCheckThrowOnFailure();
    }

    private static string Foreign(Mask mask, string line)
    {
        var note = mask.Hide($"<data>\n{line}\n</data>");
        return note.Split('\n')[1];
    }

    private static Mask Mask(uint seed = 3)
    {
        var state = seed;
        var mask = new Mask(Traded, new Dictionary<string, IReadOnlyList<string>> { ["XYZW"] = ["Acme Corp"] }, (From, To), bound =>
        {
            state = unchecked(state * 1664525u + 1013904223u);
            return (int)((state >> 8) % (uint)bound);
        });
        mask.Begin("AAPL", 171.5);
        mask.Begin("BTC/USD", 65_000);
        mask.Begin("XYZW", 12);
        return mask;
    }

    private static Instrument Named(string symbol, AssetClass kind) => new()
    {
        Symbol = symbol,
        AssetClass = kind,
        BaseAsset = symbol.Split('/')[0],
        Hours = kind == AssetClass.Crypto ? TradingHours.AroundTheClock : TradingHours.NewYork,
        Tick = 0.01m,
        Lot = 1,
    };
}

using System.Text.RegularExpressions;
using Perun.Backtesting.OnHistory;
using Perun.Core.Bars;
using Perun.Mind.Masking;
using Perun.Simulation.World;

namespace Perun.Tests.Backtesting.OnHistory;

public sealed partial class MaskedRunTests
{
    [Fact]
    public async Task No_masked_prompt_holds_any_of_the_originals()
    {
        await using var session = await HistorySession.OpenAsync();
        var answer = await session.RunAsync(session.Request() with { IsMasked = true });
        answer.Model.Answered.ShouldBe(answer.Model.Decisions);
        answer.Model.Decisions.ShouldBe(session.Mind.Asked.Count);
        string[] originals = ["AAPL", "Apple", "BTC", "Bitcoin", "XBT", "2026-01", "2025", "iPhone"];
        foreach (var question in session.Mind.Asked)
            foreach (var original in originals) StandsIn(question.System + question.User, original).ShouldBeFalse($"{original} in\n{question.User}");
        // Prices of the real level: neither of the two ever trades anywhere near a hundred.
        foreach (var question in session.Mind.Asked)
            foreach (Match price in Prices().Matches(question.User)) double.Parse(price.Groups["price"].Value).ShouldBeInRange(50, 200);
        // And yet it is the same world: it was asked at the same hours of the same weekdays.
        foreach (var (question, decision) in session.Mind.Asked.Zip(answer.Model.Log))
            question.User.ShouldContain($"it is {decision.At:dddd HH:mm} UTC");
    }

    [Fact]
    public async Task What_it_proposes_is_traded_in_the_real_instruments()
    {
        await using var session = await HistorySession.OpenAsync(new OwnMind((symbol, at) => at.Hour % 4 == 0 ? "buy" : "sell"));
        var shown = await session.RunAsync();
        var masked = await session.RunAsync(session.Request() with { IsMasked = true });
        masked.Backtest.Run.Trades.Count.ShouldBeGreaterThan(3);
        masked.Backtest.Run.Trades.Select(trade => (trade.Symbol, trade.Opened, trade.Closed, trade.Quantity, trade.Profit))
            .ShouldBe(shown.Backtest.Run.Trades.Select(trade => (trade.Symbol, trade.Opened, trade.Closed, trade.Quantity, trade.Profit)));
        masked.Model.Log.SelectMany(decision => decision.Symbols).Select(about => about.Symbol).Distinct().Order().ShouldBe(["AAPL", "BTC/USD"]);
        masked.Model.Log.Select(decision => decision.At).ShouldBe(shown.Model.Log.Select(decision => decision.At));
        masked.Backtest.Report.ShouldNotBe(shown.Backtest.Report);
    }

    [Fact]
    public async Task A_masked_run_comes_from_the_record_like_any_other()
    {
        await using var session = await HistorySession.OpenAsync();
        var request = session.Request(every: TimeSpan.FromHours(6)) with { IsMasked = true };
        var files = HistorySession.FilesOf(await session.RunAsync(request));
        foreach (var (name, bytes) in HistorySession.FilesOf(await session.RunAsync(request with { OnlyRecord = true }))) bytes.ShouldBe(files[name], name);
    }

    [Fact]
    public void Every_name_that_the_world_has_for_its_instruments_is_known_to_the_mask()
    {
        var known = WellKnownNames.All;
        foreach (var profile in WorldCatalog.All.Where(profile => !profile.IsFund))
        {
            var names = known[WellKnownNames.AssetOf(profile.Instrument.Symbol)];
            (names.Contains(profile.Name, StringComparer.OrdinalIgnoreCase) || profile.Name == WellKnownNames.AssetOf(profile.Instrument.Symbol)).ShouldBeTrue(profile.Name);
        }
    }

    private static bool StandsIn(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
            if (at == 0 || !char.IsLetterOrDigit(text[at - 1])) return true;
        return false;
    }

    [GeneratedRegex(@"\): price (?<price>[0-9.]+),", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Prices();
}

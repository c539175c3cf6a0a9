using FsCheck;
using FsCheck.Fluent;
using Perun.Adapters.Sources.News;
using Perun.Mind.Knowledge;

namespace Perun.Sources.Tests.News;

public sealed class WordsTests
{
    private static readonly SymbolBook Book = new(["AAPL", "BRK.B", "SOL", "BTC/USD", "BTC/EUR", "ETH/USD", "SOL/USD"]);

    [Theory]
    [InlineData("AAPL", "AAPL")]
    [InlineData("aapl", "AAPL")]
    [InlineData("NASDAQ:AAPL", "AAPL")]
    [InlineData("BRK-B", "BRK.B")]
    [InlineData("BRK B", "BRK.B")]
    [InlineData("SOL", "SOL")]
    [InlineData("AAPL.MX", null)]
    [InlineData("BTC", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_companys_ticker_is_an_equity(string? ticker, string? symbol) => Book.OfCompany(ticker).ShouldBe(symbol);

    [Theory]
    [InlineData("BTCUSD", "BTC/USD")]
    [InlineData("BTC/USD", "BTC/USD")]
    [InlineData("btc-eur", "BTC/EUR")]
    [InlineData("AAPL", "AAPL")]
    [InlineData("DOGEUSD", null)]
    public void A_pair_is_known_however_it_is_written(string name, string? symbol) => Book.OfInstrument(name).ShouldBe(symbol);

    [Theory]
    [InlineData("Bitcoin and ethereum rise", "BTC/EUR BTC/USD ETH/USD")]
    [InlineData("Bitcoin Cash falls", "")]
    [InlineData("Bitcoin Cash falls while bitcoin holds", "BTC/EUR BTC/USD")]
    [InlineData("Ethereum Classic forks", "")]
    [InlineData("(BTC) at a high", "BTC/EUR BTC/USD")]
    [InlineData("together with others", "")]
    [InlineData("Bitcoiners meet", "")]
    [InlineData("Solana and the sol", "SOL/USD")]
    [InlineData("eth is a letter", "")]
    public void Coins_are_found_by_their_names(string text, string symbols) => string.Join(' ', Book.CoinsIn(text)).ShouldBe(symbols);

    [Theory]
    [InlineData("<p>Apple &amp; <a href='x'>Co</a></p>", "Apple & Co")]
    [InlineData("P/E < 20 and > 5", "P/E < 20 and > 5")]
    [InlineData("a\r\n\tb\u0000c", "a b c")]
    [InlineData("cut <off", "cut <off")]
    [InlineData("&lt;script&gt;", "<script>")]
    [InlineData(null, "")]
    public void Text_is_what_a_reader_would_see(string? text, string plain) => PlainText.Of(text, 100).ShouldBe(plain);

    [Fact]
    public void Text_keeps_its_bound_between_characters()
    {
        PlainText.Of(new string('a', 9) + "😀", 10).ShouldBe(new string('a', 9));
        PlainText.Of(string.Concat(Enumerable.Repeat("<<a", 1_000_000)), 50).Length.ShouldBe(50);
        Prop.ForAll<string?>(text => PlainText.Of(text, 40).Length <= 40 && !PlainText.Of(text, 40).Any(char.IsControl)).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(0.9, 0.05, "positive", Severity.High)]
    [InlineData(0.5, 0.15, "positive", Severity.Medium)]
    [InlineData(0.3, 0.2, "neutral", Severity.Low)]
    [InlineData(0.1, 0.45, "negative", Severity.Medium)]
    [InlineData(0, 1, "negative", Severity.High)]
    public void The_louder_a_mood_the_more_it_matters(double positive, double negative, string word, Severity severity)
    {
        var mood = Mood.Of(positive, negative)!.Value;
        (mood.Word, mood.Severity).ShouldBe((word, severity));
    }

    [Theory]
    [InlineData(null, 0.5)]
    [InlineData(0.5, null)]
    [InlineData(1.5, 0.5)]
    [InlineData(0.5, -1.0)]
    public void A_mood_that_is_none_is_not_guessed(double? positive, double? negative) => Mood.Of(positive, negative).ShouldBeNull();

    [Fact]
    public void Known_identities_have_a_bound()
    {
        var seen = new SeenIds(most: 4);
        seen.Claim("a", "story").ShouldBeTrue();
        seen.Claim("b", "story").ShouldBeFalse();
        seen.Claim("a", "story").ShouldBeTrue();
        for (var i = 0; i < 4; i++) seen.Claim($"other{i}").ShouldBeTrue();
        seen.Claim("b", "story").ShouldBeTrue("what was known longest is forgotten");
    }
}

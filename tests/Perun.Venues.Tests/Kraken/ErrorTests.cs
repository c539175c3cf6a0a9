using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Engine.Venues;

namespace Perun.Venues.Tests.Kraken;

public sealed class ErrorTests
{
    private static readonly DateTime Now = TestClock.Start;

    [Theory]
    [InlineData("EAPI:Invalid key", KrakenTrouble.Key, typeof(Outcome.Refused))]
    [InlineData("EAPI:Invalid signature", KrakenTrouble.Key, typeof(Outcome.Refused))]
    [InlineData("EAuth:Account temporary disabled", KrakenTrouble.Key, typeof(Outcome.Refused))]
    [InlineData("EGeneral:Permission denied", KrakenTrouble.Permission, typeof(Outcome.Refused))]
    [InlineData("EGeneral:Temporary lockout", KrakenTrouble.Lockout, typeof(Outcome.Throttled))]
    [InlineData("EAPI:Invalid nonce", KrakenTrouble.Nonce, typeof(Outcome.Refused))]
    [InlineData("EAPI:Invalid token", KrakenTrouble.Token, typeof(Outcome.Down))]
    [InlineData("ESession:Invalid session", KrakenTrouble.Token, typeof(Outcome.Down))]
    [InlineData("EAPI:Rate limit exceeded", KrakenTrouble.Rate, typeof(Outcome.Throttled))]
    [InlineData("EGeneral:Too many requests", KrakenTrouble.Rate, typeof(Outcome.Throttled))]
    [InlineData("EService:Throttled: 1772637000", KrakenTrouble.Rate, typeof(Outcome.Throttled))]
    [InlineData("EOrder:Rate limit exceeded", KrakenTrouble.PairRate, typeof(Outcome.Throttled))]
    [InlineData("EOrder:Domain rate limit exceeded", KrakenTrouble.AccountRate, typeof(Outcome.Throttled))]
    [InlineData("EService:Market in cancel_only mode", KrakenTrouble.Mode, typeof(Outcome.Down))]
    [InlineData("EService:Deadline elapsed", KrakenTrouble.Refusal, typeof(Outcome.Refused))]
    [InlineData("EService:Unavailable", KrakenTrouble.Inner, typeof(Outcome.Unknown))]
    [InlineData("EService:Busy", KrakenTrouble.Inner, typeof(Outcome.Unknown))]
    [InlineData("EGeneral:Internal error", KrakenTrouble.Inner, typeof(Outcome.Unknown))]
    [InlineData("EOrder:Unknown order", KrakenTrouble.Gone, typeof(Outcome.Refused))]
    [InlineData("EOrder:Invalid order", KrakenTrouble.Gone, typeof(Outcome.Refused))]
    [InlineData("EOrder:Insufficient funds", KrakenTrouble.Refusal, typeof(Outcome.Refused))]
    [InlineData("EOrder:Order minimum not met", KrakenTrouble.Refusal, typeof(Outcome.Refused))]
    [InlineData("EQuery:Unknown asset pair", KrakenTrouble.Refusal, typeof(Outcome.Refused))]
    [InlineData("ESomething:Nobody has seen yet", KrakenTrouble.Refusal, typeof(Outcome.Refused))]
    public void Each_error_says_what_is_certain_about_a_command(string text, object trouble, Type outcome)
    {
        var error = KrakenError.Of([text]).ShouldNotBeNull();
        error.Trouble.ShouldBe((KrakenTrouble)trouble);
        error.ToOutcome(isCommand: true, Now, Now).ShouldBeOfType(outcome);
    }

    [Fact]
    public void Trouble_of_Kraken_leaves_a_question_unanswered_and_nothing_more() =>
        KrakenError.Of("EService:Unavailable").ToOutcome(isCommand: false, Now, Now).ShouldBeOfType<Outcome.Down>();

    [Fact]
    public void When_to_come_again_is_read_where_it_is_told()
    {
        KrakenError.Of("EService:Throttled: 1772637000").Until.ShouldBe(DateTime.UnixEpoch.AddSeconds(1772637000));
        KrakenError.Of("EService:Throttled").Until.ShouldBeNull();
        KrakenError.Of("EService:Throttled: soon").Until.ShouldBeNull();
    }

    [Fact]
    public void A_warning_is_no_error() => KrakenError.Of(["WGeneral:Something", null]).ShouldBeNull();
}

using Perun.Commands;
using Perun.Configuration;
using Perun.Engine.Venues;
using Perun.Tests.Configuration;
using Perun.Venues;

namespace Perun.Tests.Venues;

/// Real money needs a setting, a mode, and a person's word; a key that may withdraw is never used.
public sealed class LiveConsentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Real_money_is_traded_only_after_all_three()
    {
        var account = new VenueAccount { Id = "PA3X", IsLive = true, Currency = "USD" };
        Refusal(Settings("live", "yes", "no"), account).ShouldContain("perun live");
        LiveConsent.Give(_folder.Path, "Alpaca", "PA3X", DateTime.UnixEpoch);
        LiveConsent.Demand(Settings("live", "yes", "no"), "Alpaca", account);
        Refusal(Settings("live", "yes", "no"), account with { Id = "other" }).ShouldContain("other");
        Refusal(Settings("paper", "no", "yes"), account).ShouldContain("real account");
        Refusal(Settings("live", "yes", "no"), account with { IsLive = false }).ShouldContain("paper account");
    }

    [Fact]
    public void A_key_that_may_withdraw_and_an_account_that_is_blocked_are_refused()
    {
        var account = new VenueAccount { Id = "K", IsLive = false, Currency = "USD" };
        Refusal(Settings("paper", "no", "yes"), account with { Forbidden = ["withdraw funds"] }).ShouldContain("may withdraw funds");
        Refusal(Settings("paper", "no", "yes"), account with { WhyBarred = "trading is blocked" }).ShouldContain("trading is blocked");
        LiveConsent.Demand(Settings("paper", "no", "yes"), "Alpaca", account);
    }

    [Theory]
    [InlineData("PERUN_MODE=live|ALPACA_API_KEY=k|ALPACA_SECRET_KEY=s|ALPACA_PAPER=no", "PERUN_LIVE")]
    [InlineData("PERUN_MODE=live|PERUN_LIVE=yes|ALPACA_API_KEY=k|ALPACA_SECRET_KEY=s", "ALPACA_PAPER")]
    [InlineData("PERUN_MODE=paper|ALPACA_API_KEY=k", "ALPACA_SECRET_KEY")]
    [InlineData("PERUN_MODE=paper|PERUN_VENUE=kraken|KRAKEN_API_KEY=k|KRAKEN_API_SECRET=s", "no paper accounts")]
    [InlineData("PERUN_MODE=paper|PERUN_VENUE=kraken", "KRAKEN_API_KEY and KRAKEN_API_SECRET")]
    public void Settings_that_contradict_each_other_are_named(string file, string named) =>
        Given.Sources(file: file.Replace('|', '\n')).Reading.Problems.ShouldContain(problem => problem.Contains(named));

    public void Dispose() => _folder.Dispose();

    private PerunSettings Settings(string mode, string live, string paper)
    {
        var (settings, reading) = Given.Sources(options: [("PERUN_MODE", mode), ("PERUN_LIVE", live), ("ALPACA_PAPER", paper), ("ALPACA_API_KEY", "k"), ("ALPACA_SECRET_KEY", "s"), ("PERUN_DATA", _folder.Path)]);
        reading.Problems.ShouldBeEmpty();
        return settings!;
    }

    private static string Refusal(PerunSettings settings, VenueAccount account) =>
        Should.Throw<CommandFailedException>(() => LiveConsent.Demand(settings, "Alpaca", account)).Message;
}

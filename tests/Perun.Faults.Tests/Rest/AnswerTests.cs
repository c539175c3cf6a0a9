using Perun.Engine.Safety;
using Perun.Faults.Tests.Harness;
using Perun.Faults.Tests.Page;

namespace Perun.Faults.Tests.Rest;

/// Questions are not answered, or answered with what nobody can use.
public sealed class AnswerTests : FaultTests
{
    [Theory]
    [InlineData(House.Alpaca, "outage for 600s", 600)]
    [InlineData(House.Kraken, "outage for 600s", 600)]
    [InlineData(House.Alpaca, "slow on GET /v2/account for 30s", 0)]
    [InlineData(House.Kraken, "slow on POST /0/private/BalanceEx for 30s", 0)]
    [Fault("F10", "ten minutes without the venue; or an answer that comes in drops", "enters nothing meanwhile and queues nothing; reads all books before it goes on; leaves no connection behind")]
    public async Task F10_an_outage_stops_entries_until_everything_was_read(House at, string fault, double lasts)
    {
        await using var night = await Night.AtAsync(at);
        await night.HoldAsync();
        await night.PassAsync(60);
        var (asked, connections) = (night.Requests(""), Stillness.Connections());
        night.Script(fault);
        if (lasts > 0)
        {
            await night.UntilAsync(() => !night.TakesEntries, 60, "entries stop");
            night.Refused().ShouldNotBeEmpty();
            await night.PassAsync(lasts - 60);
            night.IsProtected().ShouldBeTrue();
            night.Stops.Count.ShouldBe(1, "told once");
            (night.Requests("") - asked).ShouldBeLessThan(600, "no storm");
        }
        await night.PassAsync(180);
        night.TakesEntries.ShouldBeTrue(night.Story());
        await night.LeaveAsync();
        await night.UntilAsync(() => night.Held() == 0, 60, "it trades again");
        await night.PassAsync(90);
        night.BooksAgree();
        Stillness.Connections().ShouldBeLessThanOrEqualTo(connections + 6);
    }

    [Theory]
    [InlineData(House.Alpaca, "truncated on GET /v2/ always")]
    [InlineData(House.Alpaca, "html on GET /v2/ always")]
    [InlineData(House.Alpaca, "wrong-types on GET /v2/ always")]
    [InlineData(House.Alpaca, "nulls on GET /v2/ always")]
    [InlineData(House.Alpaca, "unknown-words on GET /v2/ always")]
    [InlineData(House.Kraken, "truncated on POST /0/private/ always")]
    [InlineData(House.Kraken, "html on POST /0/private/ always")]
    [InlineData(House.Kraken, "wrong-types on POST /0/private/ always")]
    [InlineData(House.Kraken, "nulls on POST /0/private/ always")]
    [InlineData(House.Kraken, "unknown-words on POST /0/private/ always")]
    [Fault("F11", "for ten minutes answers break off, are pages, or have other types, nulls and words than agreed on", "believes none of it: ledger and orders stay as they are, entries stop once the books are too old, and it goes on by itself")]
    public async Task F11_what_can_not_be_read_changes_nothing(House at, string fault)
    {
        await using var night = await Night.AtAsync(at);
        await night.HoldAsync();
        await night.PassAsync(60);
        var (cash, held, stop) = (night.State.Ledger.Cash, night.Held(), night.State.Desk.OpenIn(night.IdOf(night.Symbol)).Count);
        night.Script(fault);
        await night.PassAsync(600);
        (night.State.Ledger.Cash, night.Held(), night.State.Desk.OpenIn(night.IdOf(night.Symbol)).Count).ShouldBe((cash, held, stop));
        night.State.Brakes.IsOn(Brake.Breach).ShouldBeFalse();
        night.Stops.Count.ShouldBeLessThanOrEqualTo(1);
        night.House.Heal();
        await night.UntilAsync(() => night.TakesEntries, 300, "it goes on by itself");
        await night.LeaveAsync();
        await night.UntilAsync(() => night.Held() == 0, 60, "it trades again");
        await night.PassAsync(90);
        night.BooksAgree();
    }

    [Theory]
    [InlineData(House.Alpaca, "page-loop on GET /v2/account/activities times 20", 260)]
    [InlineData(House.Alpaca, "page-repeated on GET /v2/account/activities times 20", 260)]
    [InlineData(House.Alpaca, "page-empty on GET /v2/account/activities times 20", 260)]
    [InlineData(House.Kraken, "", 120)]
    [Fault("F12", "pages of the account's movements go in a circle, overlap, or come empty", "reads each movement once, ends, and books all of them or none")]
    public async Task F12_movements_on_many_pages_are_booked_once_each(House at, string fault, int movements)
    {
        await using var night = await Night.AtAsync(at);
        await night.PassAsync(60);
        night.Script(fault);
        for (var i = 1; i <= movements; i++) night.House.Transfer(-0.01m * i);
        await night.PassAsync(240);
        night.House.Heal();
        await night.PassAsync(240);
        night.AlarmsOf(Engine.AlertCode.CashMoved).Count.ShouldBe(movements);
        night.BooksAgree();
        night.TakesEntries.ShouldBeTrue(night.Story());
    }
}

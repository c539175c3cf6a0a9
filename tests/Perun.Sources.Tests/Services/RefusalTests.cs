using Perun.Adapters.Sources;

namespace Perun.Sources.Tests.Services;

public sealed class RefusalTests
{
    [Fact]
    public async Task A_refused_key_is_told_once_and_never_sent_again()
    {
        await using var perigon = new FakeService(_ => Reply.Json($$"""{"message":"bad key {{Given.PerigonKey}}"}""", 401));
        using var room = new Newsroom(Given.Perigon(perigon));
        await room.RunAsync(TimeSpan.FromDays(3));
        perigon.Requests.Count.ShouldBe(1, "not by the service's other source either");
        room.Told.Select(notice => notice.Text).ShouldBe(
        [
            "perigon-articles does not answer: the key was refused (401): bad key ********: put PERIGON_API_KEY right and start Perun anew; it is not asked again before that",
            "perigon-stories does not answer: the key was refused (401): bad key ********: put PERIGON_API_KEY right and start Perun anew; it is not asked again before that",
        ]);
        room.Desk.Warnings(room.Clock.Now).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_a_key_may_not_use_is_not_asked_again_and_the_rest_is()
    {
        await using var perigon = new FakeService(asked => asked.Path == "/v1/stories/all" ? Reply.Json("""{"message":"not in your plan"}""", 403) : Reply.Json("""{"articles":[]}"""));
        using var room = new Newsroom(Given.Perigon(perigon), "AAPL");
        await room.RunAsync(TimeSpan.FromDays(2));
        perigon.Requests.Count(asked => asked.Path == "/v1/stories/all").ShouldBe(1);
        perigon.Requests.Count(asked => asked.Path == "/v1/articles/all").ShouldBe(2 * 24 * 12);
        room.Told.ShouldHaveSingleItem().Text.ShouldBe("perigon-stories does not answer: the key may not use this (403): not in your plan; it is not asked again before Perun starts anew");
    }

    [Theory]
    [InlineData("600")]
    [InlineData("Wed, 04 Mar 2026 15:10:00 GMT")]
    public async Task A_service_that_names_a_time_is_left_alone_until_then_by_all_its_sources(string retryAfter)
    {
        var isBusy = true;
        await using var perigon = new FakeService(_ => isBusy ? Reply.Json("""{"error":{"message":"slow down"}}""", 429, ("Retry-After", retryAfter)) : Reply.Json("{}"));
        using var room = new Newsroom(Given.Perigon(perigon), "AAPL");
        await room.RunAsync(TimeSpan.FromMinutes(10));
        perigon.Requests.Count.ShouldBe(1);
        room.Told.Count.ShouldBe(2, "once for each source");
        room.Told[0].Text.ShouldBe("perigon-articles does not answer: it wants fewer requests (429): slow down");
        isBusy = false;
        await room.RunAsync(TimeSpan.FromMinutes(1));
        perigon.Requests.Count.ShouldBe(3);
        room.Told.Skip(2).Select(notice => notice.Text).ShouldBe(["perigon-articles answers again", "perigon-stories answers again"]);
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("99999999999999999999")]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT")]
    public async Task A_time_that_is_none_leaves_it_to_the_desk(string retryAfter)
    {
        await using var perigon = new FakeService(_ => Reply.Json("{}", 429, ("Retry-After", retryAfter)));
        using var room = new Newsroom(Given.Perigon(perigon), "AAPL");
        await room.RunAsync(TimeSpan.FromHours(1));
        room.Status(SourceNames.PerigonArticles).FailuresInARow.ShouldBeInRange(4, 9);
        room.Told.Count.ShouldBe(2);
    }

    [Fact]
    public async Task No_time_that_a_service_names_is_longer_than_a_day()
    {
        var isBusy = true;
        await using var perigon = new FakeService(_ => isBusy ? Reply.Json("{}", 429, ("Retry-After", "31536000")) : Reply.Json("{}"));
        using var room = new Newsroom(Given.Perigon(perigon), "AAPL");
        await room.RunAsync(TimeSpan.FromDays(1));
        perigon.Requests.Count.ShouldBe(1);
        isBusy = false;
        await room.RunAsync(TimeSpan.FromMinutes(5));
        perigon.Requests.Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_bill_to_be_paid_is_not_asked_for_every_minute()
    {
        await using var perigon = new FakeService(_ => Reply.Json("""{"message":"subscribe"}""", 402));
        using var room = new Newsroom(Given.Perigon(perigon), "AAPL");
        await room.RunAsync(TimeSpan.FromHours(12));
        perigon.Requests.Count.ShouldBe(2);
        room.Told[0].Text.ShouldBe("perigon-articles does not answer: the account has to be paid for (402): subscribe");
    }
}

using System.Net;
using System.Net.Sockets;
using Perun.Adapters.Venues.Wire;
using Perun.Engine.Venues;
using Perun.Venues.Tests.Loopback;

namespace Perun.Venues.Tests.Wire;

public sealed class WireClientTests : IAsyncLifetime
{
    private readonly LoopbackServer _server = new();
    private readonly TestClock _clock = new();
    private readonly NoteBook _notes = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_whole_answer_is_passed_on_also_where_it_refuses()
    {
        _server.Answer = _ => Said.Json("""{"code":40310000,"message":"insufficient"}""", 403, ("X-Request-ID", "r-1"));
        var reply = Got(await CommandAsync());
        (reply.Status, reply.RequestId, reply.IsSuccess).ShouldBe((403, "r-1", false));
        _server.Requests.ShouldHaveSingleItem().Body.ShouldBe("{}");
    }

    public static TheoryData<string> Ambiguities => ["500", "502", "503", "504", "408", "page", "half", "reset", "no JSON", "huge"];

    [Theory]
    [MemberData(nameof(Ambiguities))]
    public async Task What_may_have_been_done_is_unknown_and_never_sent_again(string ambiguity)
    {
        _server.Answer = _ => Odd(ambiguity);
        var outcome = Failure(await CommandAsync());
        outcome.ShouldBeOfType<Outcome.Unknown>();
        _server.Requests.Count.ShouldBe(1);
        string.Join('\n', _notes.Lines).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_answer_that_never_comes_leaves_a_command_unknown()
    {
        _server.Answer = _ => Said.Never;
        var sent = CommandAsync();
        await _server.Hanging;
        _clock.Advance(Given.Seconds(15));
        Failure(await sent).ShouldBeOfType<Outcome.Unknown>();
    }

    [Fact]
    public async Task Stopping_while_a_command_is_under_way_leaves_it_unknown()
    {
        _server.Answer = _ => Said.Never;
        using var stop = new CancellationTokenSource();
        var sent = CommandAsync(cancel: stop.Token);
        await _server.Hanging;
        await stop.CancelAsync();
        Failure(await sent).ShouldBeOfType<Outcome.Unknown>();
        Failure(await CommandAsync(cancel: stop.Token)).ShouldBeOfType<Outcome.Down>();
        _server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_was_sent()
    {
        var port = FreePort();
        using var client = new WireClient("Venue", new Uri($"http://127.0.0.1:{port}"), Given.Mask, _clock, Given.MiddleOfTheDie, _notes.Log);
        Failure(await client.SendAsync(Command(client.Address), CancellationToken.None)).ShouldBeOfType<Outcome.Down>().Why.ShouldContain("can't be reached");
    }

    [Fact]
    public async Task Too_many_requests_close_the_budget_until_the_venue_says()
    {
        var budget = new RateBudget(10, TimeSpan.FromMinutes(1), 2, _clock);
        _server.Answer = _ => Said.Json("""{"code":42910000,"message":"rate limit exceeded"}""", 429, ("Retry-After", "17"));
        Failure(await CommandAsync(budget: budget)).ShouldBeOfType<Outcome.Throttled>().Until.ShouldBe(_clock.Now + Given.Seconds(17));
        Failure(await CommandAsync(budget: budget)).ShouldBeOfType<Outcome.Throttled>();
        _server.Requests.Count.ShouldBe(1);
        _clock.Advance(Given.Seconds(20));
        _server.Answer = _ => Said.Json("{}");
        Got(await CommandAsync(budget: budget));
    }

    [Fact]
    public async Task The_reset_is_counted_by_the_venues_own_clock()
    {
        var budget = new RateBudget(10, TimeSpan.FromMinutes(1), 2, _clock);
        var venueTime = _clock.Now.AddHours(1);
        _server.Answer = _ => Said.Json("{}", 200, ("Date", venueTime.ToString("R")), ("X-RateLimit-Limit", "10"), ("X-RateLimit-Remaining", "0"),
            ("X-RateLimit-Reset", $"{(venueTime - DateTime.UnixEpoch).TotalSeconds + 25:0}"));
        var reply = Got(await CommandAsync(budget: budget));
        reply.ClockAhead.ShouldBe(TimeSpan.FromHours(1));
        Failure(await CommandAsync(budget: budget)).ShouldBeOfType<Outcome.Throttled>().Until.ShouldBe(_clock.Now + Given.Seconds(25));
    }

    [Fact]
    public async Task A_question_is_asked_again_and_then_answered()
    {
        var answers = new Queue<Said>([Said.Json("{}", 503), Said.Reset, Said.Json("""{"a":1}""")]);
        _server.Answer = _ => answers.Dequeue();
        using var client = Given.Client(_server, _clock, _notes);
        var asked = client.SendAsync(Question(), CancellationToken.None);
        await Patiently(asked);
        Got(await asked).Body.Length.ShouldBe(7);
        _server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_question_that_is_never_answered_ends_as_down()
    {
        _server.Answer = _ => Said.Page(502);
        using var client = Given.Client(_server, _clock, _notes);
        var asked = client.SendAsync(Question(), CancellationToken.None);
        await Patiently(asked);
        Failure(await asked).ShouldBeOfType<Outcome.Down>();
        _server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_venue_that_fails_again_and_again_is_left_alone_but_for_what_is_urgent()
    {
        _server.Answer = _ => Said.Json("{}", 503);
        using var client = Given.Client(_server, _clock, _notes);
        for (var i = 0; i < 8; i++) await client.SendAsync(Command(_server.Http), CancellationToken.None);
        var before = _server.Requests.Count;
        Failure(await client.SendAsync(Command(_server.Http), CancellationToken.None)).ShouldBeOfType<Outcome.Down>();
        _server.Requests.Count.ShouldBe(before);
        Failure(await client.SendAsync(Command(_server.Http) with { Lane = RequestLane.Urgent }, CancellationToken.None)).ShouldBeOfType<Outcome.Unknown>();
        _server.Requests.Count.ShouldBe(before + 1);
        _clock.Advance(Given.Seconds(11));
        _server.Answer = _ => Said.Json("{}");
        Got(await client.SendAsync(Command(_server.Http), CancellationToken.None));
    }

    [Fact]
    public async Task What_could_not_be_read_is_kept_without_keys()
    {
        _server.Answer = _ => new Said(200, System.Text.Encoding.UTF8.GetBytes($"<html>your key {Given.Key} and {Given.Secret[..20]}… " + new string('x', 5_000)));
        Failure(await CommandAsync());
        var log = string.Join('\n', _notes.Lines);
        log.ShouldContain("your key");
        log.Length.ShouldBeLessThan(1_500);
        log.ShouldHoldNoKey();
    }

    [Fact]
    public void Keys_do_not_travel_in_the_clear() =>
        Should.Throw<ArgumentException>(() => new WireClient("Venue", new Uri("http://venue.example"), Given.Mask, _clock, Given.MiddleOfTheDie, _notes.Log)).Message.ShouldContain("https://");

    private static Said Odd(string what) => what switch
    {
        "page" => Said.Page(),
        "half" => Said.HalfOf("""{"id":"a whole answer that is cut in the middle"}"""),
        "reset" => Said.Reset,
        "no JSON" => new Said(200, "{\"id\": 1"u8.ToArray()),
        "huge" => new Said(200, new byte[30_000]),
        var status => Said.Json("{}", int.Parse(status)),
    };

    private async Task<Answer<WireReply>> CommandAsync(RateBudget? budget = null, CancellationToken cancel = default)
    {
        using var client = Given.Client(_server, _clock, _notes, WireSettings.Usual with { LargestAnswer = 20_000 });
        return await client.SendAsync(Command(_server.Http) with { Budget = budget }, cancel);
    }

    private static WireRequest Command(Uri address) => new()
    {
        What = "POST /v2/orders",
        IsCommand = true,
        Make = () => new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/v2/orders")) { Content = new SentMark("{}"u8.ToArray(), "application/json") },
    };

    private WireRequest Question() => new() { What = "GET /v2/account", Make = () => new HttpRequestMessage(HttpMethod.Get, new Uri(_server.Http, "/v2/account")) };

    /// Moves the clock whenever somebody waits for a pause to pass.
    private async Task Patiently(Task until)
    {
        while (!until.IsCompleted)
        {
            var waits = _clock.SomebodyWaits(Given.Seconds(6));
            if (await Task.WhenAny(waits, until) == waits) _clock.Advance(Given.Seconds(6));
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static WireReply Got(Answer<WireReply> answer) => answer.TryGet(out var reply, out var failure) ? reply : throw new ShouldAssertException(failure.Words);

    private static Outcome Failure(Answer<WireReply> answer) => answer.TryGet(out var reply, out var failure) ? throw new ShouldAssertException($"answered {reply.Status}") : failure;
}

using System.Text;
using System.Text.Json;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Adapters.Venues.Wire;
using Perun.Engine.Venues;
using Perun.Venues.Tests.Loopback;

namespace Perun.Venues.Tests.Kraken;

public sealed class RestTests : IAsyncDisposable
{
    private readonly KrakenDouble _kraken = new();
    private readonly KrakenRest _rest;

    public RestTests() => _rest = _kraken.Rest();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _rest.Dispose();
        await _kraken.DisposeAsync();
    }

    [Fact]
    public async Task A_request_is_signed_over_the_very_bytes_that_are_sent()
    {
        _kraken.Results("AddOrder", """{"txid":["O1"]}""");
        await CommandAsync("AddOrder", new KrakenForm().Add("price", "+1.5%").Add("pair", "XBTUSD").Add("left out", ""));
        var asked = _kraken.Asked("AddOrder").ShouldHaveSingleItem();
        KrakenDouble.IsSigned(asked).ShouldBeTrue();
        asked.Body.ShouldEndWith("&price=%2B1.5%25&pair=XBTUSD");
        asked.Headers["User-Agent"].ShouldBe("Perun");
    }

    [Fact]
    public async Task Requests_of_many_at_once_arrive_with_rising_nonces()
    {
        _kraken.Results("CancelOrder", """{"count":1}""");
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => CommandAsync("CancelOrder")));
        var nonces = _kraken.Asked("CancelOrder").Select(static asked => long.Parse(KrakenDouble.FormOf(asked)["nonce"])).ToArray();
        nonces.Length.ShouldBe(40);
        nonces.ShouldBeInOrder();
        nonces.Distinct().Count().ShouldBe(40);
    }

    [Fact]
    public async Task Urgent_requests_overtake_those_that_wait()
    {
        var (isAsked, go) = (new TaskCompletionSource(), new ManualResetEventSlim());
        _kraken.Answers("First", _ =>
        {
            isAsked.TrySetResult();
            go.Wait(Cancel);
            return KrakenDouble.Result("{}");
        });
        _kraken.Results("Second", "{}");
        _kraken.Results("Third", "{}");
        var first = CommandAsync("First");
        await isAsked.Task;
        var second = CommandAsync("Second");
        var third = CommandAsync("Third", lane: RequestLane.Urgent);
        go.Set();
        await Task.WhenAll(first, second, third);
        _kraken.Server.Requests.Select(static asked => asked.Path.Split('/')[^1]).ShouldBe(["First", "Third", "Second"]);
        go.Dispose();
    }

    [Fact]
    public async Task F09_a_refused_nonce_is_signed_anew_once_and_an_order_is_not()
    {
        _kraken.AnswersInTurn("CancelOrder", KrakenDouble.Error("EAPI:Invalid nonce"), KrakenDouble.Result("""{"count":1}"""));
        (await CommandAsync("CancelOrder")).TryGet(out _, out _).ShouldBeTrue();
        var nonces = _kraken.Asked("CancelOrder").Select(static asked => long.Parse(KrakenDouble.FormOf(asked)["nonce"])).ToArray();
        nonces.Length.ShouldBe(2);
        nonces[1].ShouldBeGreaterThan(nonces[0]);

        _kraken.Answers("CancelOrder", _ => KrakenDouble.Error("EAPI:Invalid nonce"));
        (await FailAsync(CommandAsync("CancelOrder"))).ShouldBeOfType<Outcome.Refused>();
        _kraken.Asked("CancelOrder").Length.ShouldBe(4);

        _kraken.Answers("AddOrder", _ => KrakenDouble.Error("EAPI:Invalid nonce"));
        (await FailAsync(CommandAsync("AddOrder", maySignAgain: false))).ShouldBeOfType<Outcome.Refused>().Reason.ShouldContain("no other program");
        _kraken.Asked("AddOrder").Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("EGeneral:Temporary lockout")]
    [InlineData("EAPI:Invalid key")]
    public async Task F08_after_a_lockout_or_a_bad_key_nothing_private_is_asked_any_more(string error)
    {
        var told = new List<string>();
        _rest.Door.Closed += (why, _) => told.Add(why);
        _kraken.Answers("BalanceEx", _ => KrakenDouble.Error(error));
        await FailAsync(QuestionAsync("BalanceEx"));
        _kraken.Results("CancelOrder", """{"count":1}""");
        (await FailAsync(CommandAsync("CancelOrder", lane: RequestLane.Urgent))).ShouldBeOfType<Outcome.Down>();
        _kraken.Asked("BalanceEx").Length.ShouldBe(1);
        _kraken.Asked("CancelOrder").ShouldBeEmpty();
        told.ShouldHaveSingleItem().ShouldContain(error);

        _kraken.Clock.Advance(TimeSpan.FromMinutes(16));
        (await CommandAsync("CancelOrder")).TryGet(out _, out _).ShouldBe(error.Contains("lockout", StringComparison.Ordinal));
    }

    [Fact]
    public async Task F07_a_full_counter_closes_its_own_budget_and_no_other()
    {
        _kraken.Answers("Busy", _ => KrakenDouble.Error("EOrder:Rate limit exceeded"));
        var (bitcoin, ether) = (_rest.Budgets.Commands("BTC/USD"), _rest.Budgets.Commands("ETH/USD"));
        (await FailAsync(CommandAsync("Busy", budget: bitcoin))).ShouldBeOfType<Outcome.Throttled>().Until.ShouldBeGreaterThan(_kraken.Clock.Now);
        bitcoin.Left.ShouldBe(0, 0.01);
        ether.Left.ShouldBe(180, 0.01);
        (await FailAsync(CommandAsync("Busy", budget: bitcoin))).ShouldBeOfType<Outcome.Throttled>();
        _kraken.Asked("Busy").Length.ShouldBe(1);

        _kraken.Answers("Busy", _ => KrakenDouble.Error("EOrder:Domain rate limit exceeded"));
        await FailAsync(CommandAsync("Busy", budget: ether));
        ether.Left.ShouldBe(0, 0.01);
        _rest.Budgets.Questions.Left.ShouldBe(20, 0.01);
    }

    [Fact]
    public async Task F07_a_told_moment_is_kept()
    {
        var until = _kraken.Clock.Now.AddSeconds(40);
        _kraken.Answers("CancelOrder", _ => KrakenDouble.Error($"EService:Throttled: {(until - DateTime.UnixEpoch).TotalSeconds:0}"));
        (await FailAsync(CommandAsync("CancelOrder"))).ShouldBeOfType<Outcome.Throttled>().Until.ShouldBe(until);
    }

    [Fact]
    public async Task Entries_leave_a_part_of_the_counter_to_cancels()
    {
        _kraken.Results("AddOrder", """{"txid":["O1"]}""");
        var budget = _rest.Budgets.Commands("BTC/USD");
        var sent = 0;
        while ((await CommandAsync("AddOrder", budget: budget, cost: 15)).TryGet(out _, out _)) sent++;
        sent.ShouldBe(9); // three quarters of 180
        (await CommandAsync("AddOrder", budget: budget, cost: 8, lane: RequestLane.Urgent)).TryGet(out _, out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, 8, 4)]
    [InlineData(7, 6, 3)]
    [InlineData(12, 5, 2)]
    [InlineData(30, 4, 1)]
    [InlineData(60, 2, 1)]
    [InlineData(100, 1, 1)]
    [InlineData(300, 0, 1)]
    public void Young_orders_are_dear_to_touch(int age, double cancel, double amend)
    {
        KrakenBudgets.CancelCost(TimeSpan.FromSeconds(age)).ShouldBe(cancel);
        KrakenBudgets.AmendCost(TimeSpan.FromSeconds(age)).ShouldBe(amend);
    }

    public static TheoryData<string> Ambiguous => ["reset", "502", "page", "half", "empty", "wrong type", "unavailable"];

    [Theory]
    [MemberData(nameof(Ambiguous))]
    public async Task F01_F03_F11_what_can_not_be_relied_on_leaves_a_command_unknown_and_is_not_sent_again(string what)
    {
        _kraken.Answers("AddOrder", _ => Strange(what));
        (await FailAsync(CommandAsync("AddOrder"))).ShouldBeOfType<Outcome.Unknown>();
        _kraken.Asked("AddOrder").Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_question_that_gets_no_answer_is_asked_anew_within_bounds()
    {
        using var rest = _kraken.Rest(TimeProvider.System, bounds: WireSettings.Usual with { FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(2) });
        _kraken.AnswersInTurn("BalanceEx", Strange("502"), Strange("unavailable"), KrakenDouble.Result("""{"ZUSD":{"balance":"1.5","hold_trade":0.5}}"""));
        (await rest.PrivateAsync(new KrakenCall("BalanceEx", new KrakenForm()), KrakenWire.Default.KrakenAnswerDictionaryStringBalanceRow, Cancel)).TryGet(out var balances, out _).ShouldBeTrue();
        balances!["ZUSD"]!.Balance.ShouldBe(1.5m);
        var nonces = _kraken.Asked("BalanceEx").Select(static asked => KrakenDouble.FormOf(asked)["nonce"]).ToArray();
        nonces.Distinct().Count().ShouldBe(3);

        _kraken.Answers("BalanceEx", _ => Strange("page"));
        (await rest.PrivateAsync(new KrakenCall("BalanceEx", new KrakenForm()), KrakenWire.Default.KrakenAnswerDictionaryStringBalanceRow, Cancel)).TryGet(out _, out var failure).ShouldBeFalse();
        failure.ShouldBeOfType<Outcome.Down>();
        _kraken.Asked("BalanceEx").Length.ShouldBe(6);
        rest.Samples.Latest.ShouldContain(sample => sample.Contains("doctype", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_never_sent_is_certainly_not_done()
    {
        await _kraken.GoAwayAsync();
        (await FailAsync(CommandAsync("AddOrder"))).ShouldBeOfType<Outcome.Down>();
    }

    [Fact]
    public async Task A_batch_travels_as_signed_json()
    {
        _kraken.Results("AddOrderBatch", """{"orders":[{"txid":"O1"},{"txid":"O2"}]}""");
        var call = new KrakenCall("AddOrderBatch", new KrakenForm()) { IsCommand = true, Json = static nonce => Encoding.ASCII.GetBytes($$"""{"nonce":"{{nonce}}","orders":["O1","O2"]}""") };
        (await _rest.PrivateAsync(call, KrakenWire.Default.KrakenAnswerAddedBatchRow, Cancel)).TryGet(out _, out var failure).ShouldBeTrue(failure?.Words);
        var asked = _kraken.Asked("AddOrderBatch").ShouldHaveSingleItem();
        KrakenDouble.IsSigned(asked).ShouldBeTrue();
        asked.Json.GetProperty("orders").EnumerateArray().Select(static id => id.GetString()).ShouldBe(["O1", "O2"]);
    }

    private static Said Strange(string what) => what switch
    {
        "reset" => Said.Reset,
        "502" => Said.Page(502),
        "page" => Said.Page(),
        "half" => Said.HalfOf("""{"error":[],"result":{"txid":["O1"]}}"""),
        "empty" => Said.Json("""{"error":[]}"""),
        "wrong type" => Said.Json("""{"error":[],"result":{"txid":"O1"}}"""),
        "unavailable" => KrakenDouble.Error("EService:Unavailable"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private Task<Answer<AddedRow>> CommandAsync(string method, KrakenForm? form = null, RequestLane lane = RequestLane.Ordinary, bool maySignAgain = true, RateBudget? budget = null, double cost = 1) =>
        _rest.PrivateAsync(new KrakenCall(method, form ?? new KrakenForm()) { IsCommand = true, Lane = lane, MaySignAgain = maySignAgain, Budget = budget ?? _rest.Budgets.Commands("some"), Cost = cost }, KrakenWire.Default.KrakenAnswerAddedRow, Cancel);

    private Task<Answer<Dictionary<string, JsonElement>>> QuestionAsync(string method) =>
        _rest.PrivateAsync(new KrakenCall(method, new KrakenForm()), KrakenWire.Default.KrakenAnswerDictionaryStringJsonElement, Cancel);

    private static async Task<Outcome> FailAsync<T>(Task<Answer<T>> asked) where T : class
    {
        (await asked).TryGet(out _, out var failure).ShouldBeFalse();
        return failure!;
    }
}

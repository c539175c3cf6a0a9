using System.IO.Compression;
using System.Text;
using Perun.Adapters.Sources;

namespace Perun.Sources.Tests.Services;

/// A service that misbehaves harms nobody else: the cycle goes on, its lane says that it is stale, and the user is told once.
public sealed class MisbehaviourTests
{
    private static readonly Dictionary<string, Func<Reply>> Wrongs = new()
    {
        ["500"] = () => Reply.Json("""{"message":"internal"}""", 500),
        ["503 with a page"] = () => Reply.Page(503),
        ["403 from something on the way"] = () => Reply.Page(403),
        ["a page instead of data"] = () => Reply.Page(),
        ["nothing"] = () => Reply.Json(""),
        ["no JSON"] = () => Reply.Json("{\"articles\":[{\"title\":"),
        ["a truncated body"] = () => Reply.Json("""{"articles":[]}""") with { Claimed = 500 },
        ["10 MB"] = () => Reply.Json($$"""{"articles":[{"title":"{{new string('x', 10_000_000)}}"}]}"""),
        ["10 MB behind 10 KB"] = () => Zipped($$"""{"articles":[{"title":"{{new string('x', 10_000_000)}}"}]}"""),
        ["what calls itself compressed and is not"] = () => Reply.Json("{}", 200, ("Content-Encoding", "gzip")),
        ["10,000 deep"] = () => Reply.Json(new string('[', 10_000) + new string(']', 10_000)),
        ["10,000 deep inside"] = () => Reply.Json($$"""{"articles":{{new string('[', 10_000)}}{{new string(']', 10_000)}}}"""),
        ["a redirect"] = () => Reply.Json("{}", 302, ("Location", "http://127.0.0.1:1/elsewhere")),
        ["a teapot"] = () => Reply.Json("""{"message":"short and stout"}""", 418),
    };

    public static TheoryData<string> Kinds => [.. Wrongs.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_cycle_goes_on_the_lane_is_stale_and_the_user_is_told_once(string kind)
    {
        await using var perigon = new FakeService(_ => Wrongs[kind]());
        await using var coins = new FakeService(asked => CoinMarketCap.CoinMarketCapTests.Answer(asked));
        var settings = Given.Perigon(perigon) with { CoinMarketCapKey = Given.CoinMarketCapKey, CoinMarketCapAddress = coins.Address, Off = [SourceNames.PerigonStories] };
        using var room = new Newsroom(settings);

        await room.RunAsync(TimeSpan.FromHours(2));

        var told = room.ToldOf(SourceNames.PerigonArticles).ShouldHaveSingleItem();
        told.ShouldStartWith("perigon-articles does not answer: ");
        told.ShouldHoldNoKey();
        room.Desk.Warnings(room.Clock.Now).ShouldBe(["news-sentiment is stale: perigon-articles has said nothing since 2026-03-04 15:00"]);
        room.Status(SourceNames.PerigonArticles).FailuresInARow.ShouldBeInRange(4, 10, "it is asked later and later");
        room.Known.ShouldContain(known => known.Id == "coinmarketcap:quote:BTC", "the others are asked as ever");

        perigon.Answer = _ => Reply.Json("""{"articles":[{"articleId":"a1","title":"Apple is well","addDate":"2026-03-04T16:50:00Z","companies":[{"symbols":["AAPL"]}]}]}""");
        await room.RunAsync(TimeSpan.FromHours(1));

        room.ToldOf(SourceNames.PerigonArticles).Skip(1).ShouldBe(["perigon-articles answers again"]);
        room.Desk.Warnings(room.Clock.Now).ShouldBeEmpty();
        room.Known.ShouldContain(known => known.Summary == "Apple is well");
    }

    [Fact]
    public async Task What_never_answers_is_given_up_in_its_time()
    {
        await using var perigon = new FakeService(_ => Reply.Never);
        using var room = new Newsroom(Given.Perigon(perigon));
        var asking = room.FailAsync(SourceNames.PerigonArticles);
        await perigon.Hanging;
        room.Clock.Advance(TimeSpan.FromSeconds(14.9));
        asking.IsCompleted.ShouldBeFalse();
        room.Clock.Advance(TimeSpan.FromSeconds(0.2));
        (await asking).Why.ShouldBe("there was no whole answer within 15 seconds");
    }

    [Fact]
    public async Task What_is_not_there_is_down()
    {
        var gone = new FakeService();
        var settings = Given.Perigon(gone);
        await gone.DisposeAsync();
        using var room = new Newsroom(settings);
        (await room.FailAsync(SourceNames.PerigonArticles)).Why.ShouldBe("127.0.0.1 can't be reached (ConnectionError)");
    }

    [Fact]
    public async Task Being_stopped_is_no_trouble_of_the_services()
    {
        await using var perigon = new FakeService(_ => Reply.Never);
        using var room = new Newsroom(Given.Perigon(perigon));
        using var stop = new CancellationTokenSource();
        var asking = room.Source(SourceNames.PerigonArticles).GatherAsync(new(Given.Now, ["AAPL"]), stop.Token).AsTask();
        await perigon.Hanging;
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(asking);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = new FakeService();
        await using var perigon = new FakeService(_ => Reply.Json("{}", 307, ("Location", elsewhere.Address.ToString())));
        using var room = new Newsroom(Given.Perigon(perigon));
        (await room.FailAsync(SourceNames.PerigonArticles)).Why.ShouldBe("it answers with a redirect (307), which is not followed");
        elsewhere.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_million_things_in_one_answer_are_read_as_far_as_is_allowed()
    {
        await using var perigon = new FakeService(_ => Reply.Json($$"""{"articles":[{{string.Join(',', Enumerable.Repeat("{}", 1_000_000))}}]}"""));
        using var room = new Newsroom(Given.Perigon(perigon));
        (await room.FindAsync(SourceNames.PerigonArticles)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_small_compressed_answer_is_read()
    {
        await using var perigon = new FakeService(_ => Zipped("""{"articles":[{"articleId":"1","title":"Apple","companies":{"symbols":"AAPL"}}]}"""));
        using var room = new Newsroom(Given.Perigon(perigon), "AAPL");
        (await room.FindAsync(SourceNames.PerigonArticles)).ShouldHaveSingleItem();
        perigon.Requests[0].Headers["Accept-Encoding"].ShouldContain("gzip");
    }

    private static Reply Zipped(string text)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zip.Write(Encoding.UTF8.GetBytes(text));
        return new Reply(200, packed.ToArray(), new Dictionary<string, string> { ["Content-Type"] = "application/json", ["Content-Encoding"] = "gzip" });
    }
}

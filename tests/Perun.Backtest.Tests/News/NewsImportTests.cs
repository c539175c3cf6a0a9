using Perun.Backtest.History;
using Perun.Backtest.History.Importing;
using Perun.Backtest.History.Reshaping;
using Perun.Backtest.History.Store;
using Perun.Backtest.News;
using Perun.Core.News;

namespace Perun.Backtest.Tests.News;

public sealed class NewsImportTests : IDisposable
{
    private static readonly DateTime Now = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly string _folder = Directory.CreateTempSubdirectory("perun-news-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private NewsArchive Archive => NewsArchive.In(_folder);

    [Fact]
    public void Lines_of_JSON_are_read_by_what_their_names_usually_mean()
    {
        var imported = Import("a.jsonl", """
            {"uuid":"1","title":"Apple opens a shop","summary":"In Oslo.","publishedAt":"2026-01-05T14:30:00Z","crawledAt":"2026-01-05T14:41:00Z","source":{"name":"Wire"},"tickers":["AAPL",{"symbol":"MSFT"}]}
            {"uuid":"2","title":"Coins move","publishedAt":"2026-01-05T15:00:00+02:00","tickers":"$BTC; ETH/USD"}
            not json
            {"uuid":"3","publishedAt":"2026-01-05T14:30:00Z"}
            """);
        (imported.Read, imported.New, imported.Bad, imported.Late).ShouldBe((2, 2, 2, 1));
        imported.Mapping.ShouldBe("id = uuid, published = publishedAt, received = crawledAt, headline = title, body = summary, source = source, symbols = tickers");
        imported.BadExamples.Select(bad => bad.Why).ShouldBe(["it is no JSON", "it has no headline"]);
        var news = All();
        news.Select(item => item.Headline).ShouldBe(["Coins move", "Apple opens a shop"]);
        news[1].Received.ShouldBe(At(14, 41));
        (news[1].Source, news[0].Source).ShouldBe(("Wire", "imported"));
        news[1].Symbols.ShouldBe(["AAPL", "MSFT"]);
        news[0].Symbols.ShouldBe(["BTC", "ETH/USD"]);
        news[0].Published.ShouldBe(At(13, 0));
    }

    [Fact]
    public void A_long_first_line_is_a_piece_like_the_others()
    {
        var imported = Import("a.jsonl", $$"""
            {"title":"Long","publishedAt":"2026-01-05T14:30:00Z","body":"{{new string('x', 200_000)}}"}
            {"title":"Short","publishedAt":"2026-01-05T15:30:00Z"}
            """);
        (imported.Read, imported.Bad).ShouldBe((2, 0));
    }

    [Fact]
    public void A_table_may_hold_line_ends_and_separators_in_its_cells()
    {
        var imported = Import("a.csv", "id;time;headline;body\n1;2026-01-05 10:00;\"Up; and \"\"away\"\"\";\"two\nlines\"\n2;2026-01-05 11:00;Down;plain\n3;2026-01-05 12:00;short\n");
        (imported.New, imported.Bad).ShouldBe((2, 1));
        var first = All()[0];
        (first.Id, first.Source, first.Published, first.Received, first.Headline, first.Body).ShouldBe(("1", "imported", At(10, 0), At(10, 0), "Up; and \"away\"", "two lines"));
        imported.BadExamples.Single().ShouldBe(new BadNews(Path.Combine(_folder, "a.csv"), 5, "it has 3 columns and the titles are 4"));
    }

    [Fact]
    public void A_date_without_a_time_is_known_when_its_day_is_over()
    {
        Import("a.csv", "date,title\n2026-01-05,Something happened\n").Undated.ShouldBe(1);
        (All()[0].Published, All()[0].Received).ShouldBe((At(0, 0), At(0, 0).AddDays(1)));
        Import("b.csv", "date,title\n2026-01-06,Something else happened\n", zone: ClockZone.NewYork);
        All()[1].Received.ShouldBe(At(5, 0).AddDays(2));
    }

    [Fact]
    public void What_is_dated_into_the_future_or_not_at_all_is_left_out_and_told()
    {
        var imported = Import("a.csv", "published,received,title\n2026-01-05 10:00,,Fine\n2027-01-05 10:00,,Too early\n2026-01-05 10:00,2026-04-01 00:00,Received too early\nsoon,,When\n");
        (imported.New, imported.Bad, imported.Future).ShouldBe((1, 3, 2));
        imported.BadExamples.Select(bad => bad.Why).ShouldBe(["it is dated 2027-01-05 10:00, which is yet to come", "it is dated 2026-04-01 00:00, which is yet to come", "\"soon\" is no time of publication"]);
    }

    [Fact]
    public void Twice_is_once_and_the_first_stays()
    {
        const string one = "id,published,title\n1,2026-01-05 10:00,Fine\n2,2026-01-06 10:00,Good\n";
        Import("a.csv", one);
        var again = Import("b.csv", one.Replace("Good", "Better"));
        (again.New, again.Known, again.Differing).ShouldBe((0, 1, 1));
        All().Select(item => item.Headline).ShouldBe(["Fine", "Good"]);
        Archive.Months.Single().ShouldBe(new NewsMonth("2026-01", 2, At(10, 0), At(10, 0).AddDays(1)));
        File.Delete(Path.Combine(Archive.Folder, "index.json"));
        Archive.Months.Single().Count.ShouldBe(2);
    }

    [Fact]
    public void News_that_arrived_months_later_is_found_when_it_arrived()
    {
        Import("a.csv", "published,received,title\n2025-06-01 10:00,2026-01-05 09:00,Old story\n2026-01-05 10:00,,New story\n");
        Archive.Known(At(0, 0), At(9, 30)).Select(item => item.Headline).ShouldBe(["Old story"]);
        Archive.Known(new DateTime(2025, 6, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2025, 7, 1, 0, 0, 0, DateTimeKind.Utc)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a.csv", "", "is empty")]
    [InlineData("a.csv", "when,what\n2026-01-05,x\n", "does not show which of when, what is the time of publication: say it with --columns published=NAME")]
    [InlineData("a.csv", "date,title\nsoon,x\nlater,y\n", "are no times (\"soon\")")]
    [InlineData("a.json", "{\n\"articles\": 5}", "holds no list of news")]
    [InlineData("a.json", "{\n\"title\": \"x\", \"tickers\": [\"AAPL\"]}", "holds no list of news")]
    [InlineData("a.csv", "time,headline\nonly one\n", "has no piece that can be read; the first, on line 2: it has 1 columns and the titles are 2")]
    [InlineData("a.json", "[{\"a\": 1,", "is not JSON (line 1)")]
    public void What_can_t_be_read_is_told(string name, string text, string says) =>
        Should.Throw<HistoryException>(() => Import(name, text)).Message.ShouldContain(says);

    [Fact]
    public void A_person_may_say_what_is_what()
    {
        var columns = new Dictionary<NewsField, string> { [NewsField.Published] = "when", [NewsField.Headline] = "what" };
        Import("a.csv", "when,what\n\"Mon, 05 Jan 2026 10:00:00 GMT\",x\n", columns).New.ShouldBe(1);
        All()[0].Published.ShouldBe(At(10, 0));
        columns[NewsField.Body] = "text";
        Should.Throw<HistoryException>(() => Import("b.csv", "when,what\n2026-01-05,x\n", columns)).Message.ShouldContain("has no column \"text\": it has when, what");
    }

    [Fact]
    public void A_document_and_an_archive_of_files_are_read_too()
    {
        Import("a.json", """{"status": "ok", "articles": [{"headline": "One", "time": 1767607200}, 5]}""").New.ShouldBe(1);
        All()[0].Published.ShouldBe(At(10, 0));
    }

    [Fact]
    public void A_damaged_month_is_named()
    {
        Import("a.csv", "published,title\n2026-01-05 10:00,Fine\n");
        File.AppendAllText(Path.Combine(Archive.Folder, "2026-01.jsonl"), "{oops\n");
        Should.Throw<HistoryException>(() => All()).Message.ShouldContain("2026-01.jsonl can't be read (line 2 is not what was written): take it away and import its news again");
    }

    [Fact]
    public void A_generated_world_brings_its_news_and_brings_it_once()
    {
        var start = new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);
        for (var time = 0; time < 2; time++) Generator.Run(BarStore.In(_folder), ["BTC/USD"], 5, start, 4, null, CancellationToken.None, Archive);
        var news = All();
        news.ShouldNotBeEmpty();
        news.Select(item => item.Id).Distinct().Count().ShouldBe(news.Count);
        news.ShouldAllBe(item => item.Id.StartsWith("world-5-20260105-") && item.Received > item.Published);
    }

    private static DateTime At(int hour, int minute) => new(2026, 1, 5, hour, minute, 0, DateTimeKind.Utc);

    private IReadOnlyList<NewsItem> All() => Archive.Known(DateTime.MinValue, DateTime.MaxValue);

    private ImportedNews Import(string name, string text, IReadOnlyDictionary<NewsField, string>? columns = null, ClockZone zone = ClockZone.Utc)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return NewsImporter.Run(Archive, new NewsImportRequest([path], Now) { Columns = columns ?? new Dictionary<NewsField, string>(), Zone = zone }, null, CancellationToken.None).Single();
    }
}

using Perun.Adapters.Sources;
using Perun.Mind.Knowledge;
using Perun.Mind.Knowledge.Lanes;
using Perun.Mind.Sources;

namespace Perun.Sources.Tests;

/// Keys that are never to be seen anywhere, and a moment to begin at.
internal static class Given
{
    public const string PerigonKey = "canary-perigon-4f1d9c7ab2";
    public const string CoinMarketCapKey = "canary-cmc-77aa31f0e9d2";
    public const string PerplexityKey = "canary-pplx-0b8e55c1d3";
    public const string AlpacaKey = "canary-alpaca-id-91c2";
    public const string AlpacaSecret = "canary-alpaca-secret-5de0";

    public static readonly DateTime Now = new(2026, 3, 4, 15, 0, 0, DateTimeKind.Utc);

    public static readonly string[] Canaries = [PerigonKey, CoinMarketCapKey, PerplexityKey, AlpacaKey, AlpacaSecret];

    /// What no text may hold: the keys, coded, and their beginnings.
    public static void ShouldHoldNoKey(this string text)
    {
        foreach (var key in Canaries)
        {
            text.ShouldNotContain(key, Case.Insensitive);
            text.ShouldNotContain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(key)));
            text.ShouldNotContain(key[..12], Case.Insensitive);
        }
    }

    public static NetworkSourceSettings Perigon(FakeService service) => new() { PerigonKey = PerigonKey, PerigonAddress = service.Address };

    public static NetworkSourceSettings CoinMarketCap(FakeService service) => new() { CoinMarketCapKey = CoinMarketCapKey, CoinMarketCapAddress = service.Address };

    public static NetworkSourceSettings Perplexity(FakeService service) => new() { PerplexityKey = PerplexityKey, PerplexityAddress = service.Address };

    public static NetworkSourceSettings Alpaca(FakeService service) => new() { AlpacaKey = AlpacaKey, AlpacaSecret = AlpacaSecret, AlpacaAddress = service.Address };
}

/// Sources at a desk, as the program has them, on a clock that is moved by hand.
internal sealed class Newsroom : IDisposable
{
    private readonly NetworkSources _sources;

    public Newsroom(NetworkSourceSettings settings, params string[] symbols) : this(settings, new ManualClock(new DateTimeOffset(Given.Now)), symbols)
    {
    }

    public Newsroom(NetworkSourceSettings settings, ManualClock clock, params string[] symbols)
    {
        (Clock, Symbols) = (clock, symbols.Length > 0 ? symbols : ["AAPL", "BTC/USD"]);
        Knowledge = new KnowledgeBase(DefaultLanes.Lanes);
        Desk = new SourceDesk(Knowledge, () => 1, Told.Add);
        _sources = NetworkSources.From(settings, clock);
        foreach (var source in _sources.Sources) Desk.Add(source.Source, source.Pace, clock.Now);
    }

    public ManualClock Clock { get; }

    public string[] Symbols { get; }

    public KnowledgeBase Knowledge { get; }

    public SourceDesk Desk { get; }

    public List<SourceNotice> Told { get; } = [];

    public Evidence[] Known => [.. Knowledge.Objects.Select(held => held.Object).OfType<Evidence>().OrderBy(about => about.Id, StringComparer.Ordinal)];

    public IEnumerable<string> ToldOf(string source) => Told.Where(notice => notice.Source == source).Select(notice => notice.Text);

    public IKnowledgeSource Source(string name) => Desk.Sources.Single(source => source.Name == name);

    public SourceStatus Status(string name) => Desk.Status(Clock.Now).Single(status => status.Name == name);

    /// One cycle: everything that is due is asked.
    public async Task CycleAsync() => await Desk.GatherAsync(Clock.Now, Symbols, TestContext.Current.CancellationToken);

    /// A cycle each minute, so long.
    public async Task RunAsync(TimeSpan time)
    {
        for (var end = Clock.Now + time; Clock.Now < end; Clock.Advance(TimeSpan.FromMinutes(1))) await CycleAsync();
    }

    /// One source alone, outside of any schedule.
    public async Task<Gathering> AskAsync(string name) =>
        await Source(name).GatherAsync(new GatherRequest(Clock.Now, Symbols), TestContext.Current.CancellationToken);

    public async Task<Evidence[]> FindAsync(string name) => [.. (await AskAsync(name)).ShouldBeOfType<Gathered>().Objects.Cast<Evidence>()];

    public async Task<GatherFailed> FailAsync(string name) => (await AskAsync(name)).ShouldBeOfType<GatherFailed>();

    public void Dispose() => _sources.Dispose();
}

using Perun.Adapters.Venues.Wire;
using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Alpaca.Market;

/// Prices of one class of instruments: a stream for as many as the plan carries, questions each minute for the rest, and history where
/// there is a gap.
internal sealed class MarketSide
{
    private const int MostAsked = 100;
    private const int MostPages = 40;

    /// After a longer absence history itself has to be fetched anew, which is not a stream's business.
    private static readonly TimeSpan LongestGap = TimeSpan.FromDays(1);

    /// A minute that closed is there by then.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(90);

    private readonly AssetClass _assetClass;
    private readonly BarSource _source;
    private readonly int _mostStreamed;
    private readonly TimeProvider _clock;
    private readonly MarketTalk _talk;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DateTime _startedAt;
    private IReadOnlyList<FollowedInstrument> _followed = [];

    public MarketSide(AlpacaSettings settings, AssetClass assetClass, Uri address, BarSource source, BarFeed feed, IVenueListener listener, WireSamples samples, TimeProvider clock)
    {
        (_assetClass, _source, Feed, _clock, _mostStreamed) = (assetClass, source, feed, clock, settings.MostStreamed);
        _startedAt = Now;
        _talk = new MarketTalk(settings, address, assetClass, feed, listener, samples, FillAsync);
    }

    public BarFeed Feed { get; }

    public ISocketTalk Talk => _talk;

    /// Done once there is something to follow.
    public Task Wanted => _wanted.Task;

    private DateTime Now => _clock.GetUtcNow().UtcDateTime;

    public void Follow(IReadOnlyList<FollowedInstrument> followed)
    {
        lock (_gate) _followed = [.. followed.Where(instrument => instrument.Instrument.AssetClass == _assetClass)];
        if (_followed.Count == 0) return;
        foreach (var instrument in _followed) Feed.Follow(instrument);
        _talk.Follow([.. _followed.Take(_mostStreamed)]);
        _wanted.TrySetResult();
    }

    /// Asks for the minutes that should have come by now and did not. A stream whose minutes are there when asked for is mute.
    public async Task LookAsync(CancellationToken cancel)
    {
        var now = Now;
        var late = Followed().Where(instrument => IsLate(instrument, now)).ToArray();
        if (late.Length == 0) return;
        var before = late.ToDictionary(static instrument => instrument.Id, instrument => Feed.LastOf(instrument.Id));
        if (await FillAsync(late, now - Settled, cancel) is not null) return;
        var streamed = Followed().Take(_mostStreamed).Select(static instrument => instrument.Id).ToHashSet();
        if (late.FirstOrDefault(instrument => streamed.Contains(instrument.Id) && before[instrument.Id] != default && Feed.LastOf(instrument.Id) > before[instrument.Id]) is { Instrument: { } mute })
            _talk.Distrust($"it did not tell minutes of {mute} that there are");
    }

    private Task<string?> FillAsync(CancellationToken cancel) => FillAsync(Followed(), Now, cancel);

    /// Null where all is filled, else why not.
    private async Task<string?> FillAsync(IReadOnlyList<FollowedInstrument> instruments, DateTime to, CancellationToken cancel)
    {
        Feed.BeginFilling();
        try
        {
            foreach (var group in instruments.Chunk(MostAsked))
            {
                var from = group.Min(instrument => From(instrument, to));
                if (from.AddMinutes(1) > to) continue;
                if (await FillAsync(group, from, to, cancel) is { } why) return why;
            }
            return null;
        }
        finally
        {
            Feed.EndFilling();
        }
    }

    private async Task<string?> FillAsync(FollowedInstrument[] group, DateTime from, DateTime to, CancellationToken cancel)
    {
        var ids = group.ToDictionary(static instrument => instrument.Instrument.Symbol, static instrument => instrument.Id, StringComparer.Ordinal);
        // The minute that is under way is told while it changes.
        var end = new DateTime(to.Ticks - to.Ticks % TimeSpan.TicksPerMinute, DateTimeKind.Utc).AddMinutes(-1);
        string? token = null;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await _source.PageAsync(ids.Keys, _assetClass, Timeframe.M1, from, end, token, cancel);
            if (!answer.TryGet(out var rows, out var failure)) return failure.Words;
            foreach (var (symbol, bars) in rows.Bars ?? [])
            {
                if (!ids.TryGetValue(symbol, out var id)) continue;
                foreach (var bar in bars) if (bar.Time <= end) Feed.Fill(id, BarSource.Of(bar));
            }
            if (rows.NextPageToken is not { Length: > 0 } next || next == token) return null;
            token = next;
        }
        return null;
    }

    private DateTime From(in FollowedInstrument instrument, DateTime to)
    {
        var last = Feed.LastOf(instrument.Id);
        var from = last == default ? _startedAt : last.AddMinutes(1);
        return from < to - LongestGap ? to - LongestGap : from;
    }

    private bool IsLate(in FollowedInstrument instrument, DateTime now)
    {
        var due = now - Settled - TimeSpan.FromMinutes(1);
        var last = Feed.LastOf(instrument.Id);
        return (last == default ? _startedAt : last) < due && TradingCalendar.For(instrument.Instrument.Hours).IsOpen(due);
    }

    private IReadOnlyList<FollowedInstrument> Followed()
    {
        lock (_gate) return _followed;
    }
}

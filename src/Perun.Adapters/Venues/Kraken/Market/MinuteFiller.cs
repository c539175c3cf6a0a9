using System.Threading.Channels;
using Perun.Adapters.Venues.Kraken.History;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Adapters.Venues.Wire;

namespace Perun.Adapters.Venues.Kraken.Market;

/// Asks for minutes that passed while the stream was away and that its snapshot did not bring.
internal sealed class MinuteFiller
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly KrakenRest _rest;
    private readonly MarketTalk _market;
    private readonly VenueLog _log;
    private readonly Channel<bool> _found = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public MinuteFiller(KrakenRest rest, MarketTalk market, VenueLog log)
    {
        (_rest, _market, _log) = (rest, market, log);
        _market.GapFound += () => _found.Writer.TryWrite(true);
    }

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await _found.Reader.ReadAsync(stop);
                while (!await FillAsync(stop)) await Task.Delay(Pause, _rest.Clock, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }

    /// False where some could not be asked for.
    private async Task<bool> FillAsync(CancellationToken stop)
    {
        var isDone = true;
        foreach (var (feed, from) in _market.Gaps())
        {
            var form = new KrakenForm().Add("pair", feed.Pair.Key).Add("interval", 1).Add("since", KrakenTime.WholeSecondsOf(from) - 1);
            if ((await _rest.PublicAsync("OHLC", form, KrakenWire.Default.KrakenAnswerDictionaryStringJsonElement, stop)).TryGet(out var result, out var failure))
            {
                _market.Fill(feed, CandleRows.Closed(result, from, DateTime.MaxValue));
                continue;
            }
            isDone = false;
            _log.Warn($"minutes of {feed.Symbol} since {from:HH:mm} are missing and can't be asked for ({failure.Words}); tried again in {Pause.TotalSeconds:0} seconds");
        }
        return isDone;
    }
}

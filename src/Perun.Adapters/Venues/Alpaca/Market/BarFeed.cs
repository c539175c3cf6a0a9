using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Alpaca.Market;

/// Passes each closed minute on once and in order, wherever it comes from. While a gap is being filled what streams in waits.
internal sealed class BarFeed(IVenueListener listener)
{
    private const int MostWaiting = 20_000;

    private readonly Lock _gate = new();
    private readonly List<(InstrumentId Instrument, Bar Bar)> _waiting = [];
    private DateTime[] _last = [];
    private TradingCalendar?[] _calendars = [];
    private int _fillings;

    /// Bars that came after later ones, and corrections of what was passed on: history has them right, the past has not.
    public long Late { get; private set; }

    public void Follow(in FollowedInstrument instrument)
    {
        lock (_gate)
        {
            var place = instrument.Id.Value;
            if (place >= _last.Length)
            {
                Array.Resize(ref _last, Math.Max(2 * _last.Length, place + 1));
                Array.Resize(ref _calendars, _last.Length);
            }
            _calendars[place] = TradingCalendar.For(instrument.Instrument.Hours);
        }
    }

    /// The start of the last minute passed on; the default moment before the first.
    public DateTime LastOf(InstrumentId instrument)
    {
        lock (_gate) return instrument.Value < _last.Length ? _last[instrument.Value] : default;
    }

    public void BeginFilling()
    {
        lock (_gate) _fillings++;
    }

    public void EndFilling()
    {
        lock (_gate)
        {
            if (--_fillings > 0) return;
            _waiting.Sort(static (one, other) => one.Bar.Time.CompareTo(other.Bar.Time));
            foreach (var (instrument, bar) in _waiting) Pass(instrument, bar);
            _waiting.Clear();
        }
    }

    /// From the stream.
    public void Take(InstrumentId instrument, in Bar bar)
    {
        lock (_gate)
        {
            if (_fillings > 0 && _waiting.Count < MostWaiting) _waiting.Add((instrument, bar));
            else Pass(instrument, bar);
        }
    }

    /// From history, in order.
    public void Fill(InstrumentId instrument, in Bar bar)
    {
        lock (_gate) Pass(instrument, bar);
    }

    private void Pass(InstrumentId instrument, in Bar bar)
    {
        if (instrument.Value >= _last.Length || _calendars[instrument.Value] is not { } calendar) return;
        // Before and after the session there are bars that an instrument of the session does not have.
        if (!bar.IsSane || bar.Time.Ticks % TimeSpan.TicksPerMinute != 0 || !calendar.IsOpen(bar.Time)) return;
        ref var last = ref _last[instrument.Value];
        if (bar.Time <= last)
        {
            Late++;
            return;
        }
        last = bar.Time;
        listener.OnBar(instrument, bar);
    }
}

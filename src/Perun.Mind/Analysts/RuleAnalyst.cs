using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;
using Perun.Core.Signals;
using Perun.Core.Strategies;

namespace Perun.Mind.Analysts;

/// Proposes what a strategy says, one strategy object for each instrument, confirmed by the trend of longer bars where asked for.
public sealed class RuleAnalyst : IAnalyst, IFollowsBars
{
    private const double WorthItsCosts = 3;

    /// Where a round trip costs more than this share, short bars can't earn it: the strategy looks at hours instead.
    private const decimal DearRoundTrip = 0.002m;

    private readonly Timeframe _timeframe;
    private readonly IReadOnlyList<Timeframe> _trends;
    private readonly Func<IStrategy> _strategy;
    private readonly Universe _universe;
    private readonly List<Desk?> _desks = [];

    public RuleAnalyst(Universe universe, Timeframe timeframe, IReadOnlyList<Timeframe> trends, Func<IStrategy> strategy)
    {
        (_universe, _timeframe, _trends, _strategy) = (universe, timeframe, trends, strategy);
        Name = strategy().Name;
    }

    public string Name { get; }

    public void See(InstrumentId instrument, in Bar minute) => DeskOf(instrument).See(minute);

    /// Drops the ideas that wait for the next pass: they were proposed by a pass before this analyst came.
    public void Forget()
    {
        foreach (var desk in _desks) desk?.Take();
    }

    public ValueTask<Analysis> ProposeAsync(MarketBrief brief, CancellationToken cancel)
    {
        List<Signal>? signals = null;
        foreach (var about in brief.Instruments)
        {
            if (DeskOf(about.Id).Take() is not { } found) continue;
            var leaves = found.Idea.Action == SignalAction.Sell;
            if (!about.IsOpen || (leaves && about.Held <= 0)) continue;
            (signals ??= []).Add(Pays(about.Instrument, found) ? SignalOf(about, found) : Declined(about, found));
        }
        return ValueTask.FromResult(signals is null ? Analysis.Nothing : new Analysis(signals));
    }

    private Signal SignalOf(InstrumentBrief about, in Found found)
    {
        var desk = DeskOf(about.Id);
        var trends = desk.Trends;
        return new Signal
        {
            Analyst = $"{Name} on {desk.Timeframe}",
            Instrument = about.Id,
            Action = found.Idea.Action,
            Confidence = Math.Min(0.95, found.Idea.Confidence + 0.05 * trends.Count(trend => trend.IsUp == true)),
            Rationale = trends.Length == 0 ? found.Text : $"{found.Text}; trend {string.Join(", ", trends.Select(trend => trend.ToString()))}",
            BasedOn = found.At,
            ReferencePrice = (decimal)found.Close,
            Stop = found.Idea.Stop > 0 ? (decimal)found.Idea.Stop : null,
            Target = found.Idea.Target > 0 ? (decimal)found.Idea.Target : null,
        };
    }

    /// A trade that reaches its target must earn well more than getting in and out costs.
    private static bool Pays(Instrument instrument, in Found found) =>
        found.Idea.Target <= 0 || found.Idea.Target - found.Close >= WorthItsCosts * (double)RoundTripCost(instrument) * found.Close;

    private static decimal RoundTripCost(Instrument instrument) => 2 * instrument.Fees.TakerRate + instrument.Fees.SellRate;

    private Signal Declined(InstrumentBrief about, in Found found) => SignalOf(about, found) with
    {
        Action = SignalAction.Hold,
        Rationale = $"{found.Text}, but the target is only {(found.Idea.Target / found.Close - 1) * 100:0.00}% away and a round trip costs {RoundTripCost(about.Instrument) * 100:0.00}% in fees: not worth it",
    };

    private Desk DeskOf(InstrumentId instrument)
    {
        while (_desks.Count <= instrument.Value) _desks.Add(null);
        return _desks[instrument.Value] ??= NewDesk(_universe[instrument]);
    }

    private Desk NewDesk(Instrument instrument)
    {
        var timeframe = RoundTripCost(instrument) > DearRoundTrip && _timeframe.CompareTo(Timeframe.H1) < 0 ? Timeframe.H1 : _timeframe;
        var calendar = TradingCalendar.For(instrument.Hours);
        return new Desk(LongerBars.For(_strategy(), timeframe, calendar), timeframe, [.. _trends.Where(trend => trend.CompareTo(timeframe) > 0)], calendar);
    }

    private readonly record struct Found(Idea Idea, DateTime At, double Close, string Text);

    /// One instrument's bars, strategy and trends; keeps the newest idea until the next pass.
    private sealed class Desk(IStrategy strategy, Timeframe timeframe, IReadOnlyList<Timeframe> trends, TradingCalendar calendar)
    {
        private readonly BarAggregator _bars = new(timeframe, calendar);
        private Found? _found;

        public Timeframe Timeframe => timeframe;

        public Trend[] Trends { get; } = [.. trends.Select(longer => new Trend(longer, calendar))];

        public void See(in Bar minute)
        {
            foreach (var trend in Trends) trend.See(minute);
            foreach (ref readonly var bar in _bars.Add(minute))
            {
                var idea = strategy.Next(bar);
                _found = null;
                if (idea.Action == SignalAction.Hold || !Confirms(idea.Action)) continue;
                _found = new Found(idea, minute.Time.AddMinutes(1), bar.Close, strategy.Explain());
            }
        }

        public Found? Take()
        {
            var found = _found;
            _found = null;
            return found;
        }

        /// Entries need every trend that is known to point their way; leaving needs none.
        private bool Confirms(SignalAction action)
        {
            if (action != SignalAction.Buy) return true;
            foreach (var trend in Trends)
                if (trend.IsUp == false) return false;
            return true;
        }
    }
}

using Perun.Backtest.Reports.Differences;
using Perun.Core.Instruments;
using Perun.Core.Signals;
using Perun.Engine.Events;
using Perun.Engine.Ledger;
using Perun.Engine.Risk;

namespace Perun.Backtesting.AgainstJournal;

/// A cause with the particulars that the journal gives for it.
internal readonly record struct Finding(Cause Cause, string Text);

/// Looks in the journal, and in what trading again said, for why the two sides part.
internal sealed class Detective(LivePeriod live, RetradeResult again, IReadOnlyList<BarTrouble> troubles, TimeSpan cycle)
{
    /// How far back a bar that was not as it should be can still speak in an average.
    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    /// Why the journal lacks a trade that trading again makes.
    public Finding Missing(TradeStory trade)
    {
        if (SignalOf(live.Signals, trade) is { } heard)
        {
            if (heard.IsRefused)
            {
                var judged = heard.Judged!;
                return new Finding(CauseOf(heard, judged.Reason), $"refused at {heard.At:HH:mm:ss} ({judged.Reason}): {judged.Text}");
            }
            if (VenueTrouble(trade.Instrument, heard.At, heard.At + Memory, heard.Position) is { } trouble) return trouble;
        }
        if (Down(trade.BasedOn, trade.Decided) is { } down) return down;
        if (BarBefore(trade.Instrument, trade.BasedOn) is { } bar) return bar;
        if (LaterSignal(trade) is { } late) return new Finding(Cause.LateSignal, $"proposed at {late.At:HH:mm:ss} only, {Span(late.At - trade.Decided)} later");
        if (RestartBefore(trade.BasedOn) is { } restart) return restart;
        return new Finding(Cause.Unexplained, "the journal has no such proposal, and nothing that says why");
    }

    /// Why trading again lacks a trade that the journal has.
    public Finding Extra(TradeStory trade, IReadOnlyList<Pair> pairs, Func<Pair, Finding> causeOf)
    {
        if (trade.IsByOperator) return new Finding(Cause.Operator, $"a person asked for it at {trade.Decided:HH:mm:ss}");
        if (SignalOf(again.Signals, trade) is { IsRefused: true } refused)
        {
            var judged = refused.Judged!;
            var inTheWay = pairs.FirstOrDefault(pair => pair.Again is { } other && other.Instrument == trade.Instrument && other.Opened <= refused.At && !(other.Closed < refused.At));
            if (judged.Reason is Reason.AlreadyInPosition or Reason.Cooldown or Reason.DuplicateSignal && inTheWay.Again is not null)
            {
                var first = causeOf(inTheWay);
                return first with { Text = $"the backtest was in the trade of {inTheWay.Again.Opened:HH:mm} still, which went otherwise: {first.Text}" };
            }
            return new Finding(Causes.Of(judged.Reason), $"the backtest refused it ({judged.Reason}): {judged.Text}");
        }
        if (BarBefore(trade.Instrument, trade.BasedOn) is { } bar) return bar;
        if (RestartBefore(trade.BasedOn) is { } restart) return restart;
        return new Finding(Cause.Unexplained, "trading again has no such proposal, and nothing says why");
    }

    /// Why a pair was entered at different prices.
    public Finding Entry(TradeStory mine, TradeStory other)
    {
        var late = mine.Decided - other.Decided;
        if (late < cycle) return new Finding(Cause.FillPrice, $"entered at {Number(mine.Entry)} in place of {Number(other.Entry)}");
        if (Down(other.BasedOn, mine.Decided) is { } down) return down;
        if (BarBetween(mine.Instrument, other.BasedOn.AddMinutes(-1), mine.Decided) is { } bar) return bar;
        return new Finding(Cause.LateSignal, $"decided {Span(late)} late, at {mine.Decided:HH:mm:ss}");
    }

    /// Why a pair was left at different prices.
    public Finding Exit(TradeStory mine, TradeStory other)
    {
        var (first, last) = Closing(mine, other);
        if (mine.Reason is ExitReason.Operator or ExitReason.Flatten) return new Finding(Cause.Operator, $"a person closed it at {mine.Closed:HH:mm:ss}{Asked(mine)}");
        if (mine.Reason is ExitReason.Unprotected or ExitReason.Reversed or ExitReason.External) return new Finding(Cause.VenueFault, $"left at {mine.Closed:HH:mm:ss} because the venue did not hold its protection ({mine.Reason})");
        if (mine.Reason == other.Reason && last - first <= cycle) return new Finding(Cause.FillPrice, $"left at {Number(mine.Exit)} in place of {Number(other.Exit)} ({mine.ExitWord})");
        if (VenueTrouble(mine.Instrument, first, last, null) is { } trouble) return trouble;
        if (Down(first, last) is { } down) return down;
        if (BarBetween(mine.Instrument, first.AddMinutes(-1), last) is { } bar) return bar;
        if (mine.Reason == ExitReason.SessionClose || other.Reason == ExitReason.SessionClose) return new Finding(Cause.Limit, $"left for {mine.ExitWord} in place of {other.ExitWord}: the session's end held on one side only");
        if (mine.Reason == ExitReason.Signal && other.Reason == ExitReason.Signal) return BarBefore(mine.Instrument, last) ?? new Finding(Cause.LateSignal, $"the signal to leave came {Span(last - first)} {(mine.Closed > other.Closed ? "later" : "sooner")}");
        return new Finding(Cause.FillPrice, $"left for {mine.ExitWord} in place of {other.ExitWord}: another path, or other brackets, inside the bars");
    }

    /// Why a pair was entered with different amounts.
    public Finding Size(TradeStory mine, TradeStory other)
    {
        var judged = live.Signals.FirstOrDefault(heard => heard.Position == mine.Decision)?.Judged;
        var same = SignalOf(again.Signals, other)?.Judged;
        if (judged is { } here && same is { } there && here.Reason != there.Reason && here.Reason != Reason.None)
            return new Finding(Cause.Limit, $"cut to {Number(mine.Quantity)} ({here.Reason}): {here.Text}");
        return judged is { Quantity: var meant } && mine.Quantity < meant
            ? new Finding(Cause.VenueFault, $"the venue filled {Number(mine.Quantity)} of {Number(meant)}")
            : new Finding(Cause.Size, $"{Number(mine.Quantity)} in place of {Number(other.Quantity)}: the account was worth something else by then");
    }

    private Cause CauseOf(HeardSignal heard, Reason reason) => reason switch
    {
        Reason.AlreadyInPosition when IsCarried(heard) => Cause.Carried,
        Reason.PriceMoved when heard.At - heard.Signal.BasedOn >= cycle => Cause.LateSignal,
        _ => Causes.Of(reason),
    };

    /// Nothing that was opened in the period can have stood in the way.
    private bool IsCarried(HeardSignal heard) => live.Carried.Contains(heard.Signal.Instrument)
        && !live.Trades.Any(trade => trade.Instrument == heard.Signal.Instrument && trade.Opened <= heard.At && !(trade.Closed < heard.At));

    private string Asked(TradeStory trade)
    {
        var asked = live.Requests.LastOrDefault(request => request.At <= trade.Closed);
        return asked.Request is OperatorRequest.Flatten { Why: var why } ? $" (flatten: {why})" : "";
    }

    private static HeardSignal? SignalOf(IEnumerable<HeardSignal> signals, TradeStory trade) => signals.FirstOrDefault(heard =>
        heard.Signal.Instrument == trade.Instrument && heard.Signal.BasedOn == trade.BasedOn && heard.Signal.Action == ActionOf(trade));

    /// The same idea on later data: one that trading again doesn't have there.
    private HeardSignal? LaterSignal(TradeStory trade) => live.Signals.FirstOrDefault(heard =>
        heard.Signal.Instrument == trade.Instrument && heard.Signal.Action == ActionOf(trade) && heard.At > trade.Decided && heard.At - trade.Decided < TimeSpan.FromHours(1)
        && !again.Signals.Any(other => other.Signal.Instrument == trade.Instrument && other.Signal.BasedOn == heard.Signal.BasedOn));

    private static SignalAction ActionOf(TradeStory trade) => trade.Side == Core.Orders.Side.Buy ? SignalAction.Buy : SignalAction.Sell;

    private Finding? VenueTrouble(InstrumentId instrument, DateTime from, DateTime to, long? decision)
    {
        foreach (var trouble in live.Troubles)
        {
            if (trouble.Instrument != instrument || trouble.At < from || trouble.At > to) continue;
            if (decision is { } position && trouble.Order.JournalPosition != position) continue;
            return new Finding(Cause.VenueFault, $"the venue said {trouble.Kind} to order {trouble.Order} at {trouble.At:HH:mm:ss}{(trouble.Text.Length > 0 ? $": {trouble.Text}" : "")}");
        }
        return null;
    }

    private Finding? Down(DateTime from, DateTime to)
    {
        foreach (var pause in live.Pauses)
            if (pause.Overlaps(from, to)) return new Finding(Cause.Restart, Words(pause));
        return null;
    }

    private Finding? RestartBefore(DateTime moment)
    {
        var pause = live.Pauses.LastOrDefault(pause => pause.To <= moment && moment - pause.To < Memory);
        return pause == default ? null : new Finding(Cause.Restart, Words(pause));
    }

    private static string Words(Pause pause) => $"Perun did not run from {pause.From:MM-dd HH:mm} to {pause.To:MM-dd HH:mm}";

    private Finding? BarBefore(InstrumentId instrument, DateTime moment) => BarBetween(instrument, moment - Memory, moment);

    /// The newest bar that was not as it should be. What the program missed because it did not run is the restart's doing.
    private Finding? BarBetween(InstrumentId instrument, DateTime from, DateTime to)
    {
        for (var i = troubles.Count - 1; i >= 0; i--)
        {
            var trouble = troubles[i];
            if (trouble.Instrument != instrument || trouble.End > to || trouble.End < from) continue;
            return Down(trouble.End, trouble.End) ?? new Finding(Cause.Bar, trouble.Words);
        }
        return null;
    }

    private (DateTime First, DateTime Last) Closing(TradeStory one, TradeStory other)
    {
        var (a, b) = (one.Closed ?? live.To, other.Closed ?? live.To);
        return a <= b ? (a, b) : (b, a);
    }

    private static string Number(decimal number) => Core.Money.Digits.Plain(Math.Round(number, 8)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Span(TimeSpan span) => span.TotalMinutes >= 2 ? $"{span.TotalMinutes:0} minutes" : $"{span.TotalSeconds:0} seconds";
}

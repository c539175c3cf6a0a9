using Perun.Core.Bars;
using Perun.Core.Signals;
using Perun.Core.Strategies;

namespace Perun.Backtest.UserStrategies;

/// The user's strategy as the rest of Perun sees it: what it throws becomes a sentence, what it proposes can be used, and it
/// gets a copy of each bar, because a reference into the caller's array would let it look at the bars behind.
internal sealed class GuardedStrategy : IStrategy
{
    private readonly UserStrategy _owner;
    private readonly Activity _activity;
    private readonly IStrategy _inner;

    public GuardedStrategy(UserStrategy owner, Activity activity, Func<IStrategy> make)
    {
        (_owner, _activity) = (owner, activity);
        activity.Begin();
        try
        {
            _inner = make();
            Name = _inner.Name;
            AlsoHears = [.. _inner.AlsoHears];
        }
        catch (Exception thrown)
        {
            throw owner.Failure(activity, thrown);
        }
        finally
        {
            activity.End();
        }
    }

    public string Name { get; }

    public IReadOnlyList<Timeframe> AlsoHears { get; }

    public void Hear(Timeframe timeframe, in Bar bar)
    {
        var copy = bar;
        _activity.BeginLonger(timeframe.ToString(), bar.Time);
        try
        {
            _inner.Hear(timeframe, in copy);
        }
        catch (Exception thrown)
        {
            throw _owner.Failure(_activity, thrown);
        }
        finally
        {
            _activity.End();
        }
    }

    public Idea Next(in Bar bar)
    {
        var copy = bar;
        _activity.BeginBar(bar.Time);
        try
        {
            var idea = _inner.Next(in copy);
            return idea.Action == SignalAction.Hold ? default : Sound(idea);
        }
        catch (Exception thrown)
        {
            throw _owner.Failure(_activity, thrown);
        }
        finally
        {
            _activity.End();
        }
    }

    public string Explain()
    {
        _activity.Begin();
        try
        {
            return _inner.Explain();
        }
        catch (Exception thrown)
        {
            throw _owner.Failure(_activity, thrown);
        }
        finally
        {
            _activity.End();
        }
    }

    private Idea Sound(in Idea idea)
    {
        if (idea.Action is not (SignalAction.Buy or SignalAction.Sell)) throw Unsound("action", (double)idea.Action, "Buy, Sell or Hold");
        if (idea.Confidence is not (>= 0 and <= 1)) throw Unsound("confidence", idea.Confidence, "a number from 0 to 1");
        if (!double.IsFinite(idea.Stop) || idea.Stop < 0) throw Unsound("stop", idea.Stop, "a price, or 0 for none");
        if (!double.IsFinite(idea.Target) || idea.Target < 0) throw Unsound("target", idea.Target, "a price, or 0 for none");
        return idea;
    }

    private StrategyFailedException Unsound(string what, double value, string wanted) =>
        new($"{_owner.Name} proposed a {what} of {value} on {_activity.Place}, in {_owner.File}: it must be {wanted}. Is an indicator still warming up there?");
}

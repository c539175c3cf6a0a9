using Microsoft.CodeAnalysis.CSharp;

namespace Perun.Backtest.UserStrategies;

/// The start that `perun new strategy` writes.
public static class StrategyTemplate
{
    private const int LongestName = 60;

    /// What is wrong with a name for a strategy; null where nothing is.
    public static string? Objection(string name)
    {
        const string advice = "give letters and digits that begin with a capital letter, like MyIdea.";
        if (name.Length is 0 or > LongestName || !char.IsAsciiLetterUpper(name[0]) || !name.All(char.IsAsciiLetterOrDigit)) return $"\"{name}\" can't be the name of a strategy: {advice}";
        // A class named like a type that the start uses would hide it.
        return Taken.Contains(name) || SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? $"{name} is taken by Perun or .NET: choose another name, like My{name}." : null;
    }

    private static readonly string[] Taken = ["Bar", "Idea", "IStrategy", "Sma", "AtrBracket", "Crossing", "Cross", "SignalAction", "Range", "RangeAttribute", "Timeframe", CheckpointRewriter.TypeName];

    public static string Text(string name) => $$"""
        using Perun.Core.Bars;
        using Perun.Core.Indicators;
        using Perun.Core.Signals;
        using Perun.Core.Strategies;

        // A strategy sees every completed bar once, in order, and answers with an idea or with none. It keeps what it wants to
        // remember in its own fields (not in static ones: every symbol and every run gets an object of its own).
        //
        //     perun backtest strategies/{{name}}.cs                    try it on history
        //     perun backtest strategies/{{name}}.cs --set period=50    with another parameter
        //
        // What comes with Perun.Core/Indicators: Sma, Ema, Rsi, Macd, Atr, Bollinger, Donchian, SuperTrend, Adx, Vwap and more.
        // An indicator that does not know yet answers NaN.

        /// Buys when the close crosses above its average, leaves when it crosses below.
        public sealed class {{name}}(
            // Parameters need a default. [Range(least, most, step, meaning)] lets sweeps and pages offer them.
            [Range(5, 200, 5, "bars in the average")] int period = 20,
            [Range(0.5, 5, 0.5, "the stop's distance in average true ranges")] double stopAtr = 2,
            [Range(0.5, 10, 0.5, "the target's distance in average true ranges")] double targetAtr = 3) : IStrategy
        {
            private readonly Sma _average = new(period);
            private readonly AtrBracket _bracket = new(14, stopAtr, targetAtr);
            private readonly Crossing _crossing = new();
            private string _why = "";

            // It can hear longer bars, too, each just before the bar that ends it (they must be longer than those it runs on):
            //     public IReadOnlyList<Timeframe> AlsoHears => [Timeframe.D1];
            //     public void Hear(Timeframe timeframe, in Bar bar) => _daily.Next(bar.Close);

            public Idea Next(in Bar bar)
            {
                // Feed every indicator on every bar, also where the answer is not needed.
                var average = _average.Next(bar.Close);
                var range = _bracket.Next(bar);

                // Say nothing while they warm up. `default` is "hold": no idea.
                if (!double.IsFinite(average) || !double.IsFinite(range)) return default;

                // Position, size and risk are none of a strategy's business: Perun decides them, live as in a backtest.
                switch (_crossing.Next(bar.Close > average))
                {
                    case Cross.Up:
                        _why = $"close {bar.Close} crossed above its {period}-bar average {average:0.####}";
                        return _bracket.Buy(bar, bar.Close - average);
                        // The same by hand: new Idea(SignalAction.Buy, Confidence: 0.6, Stop: bar.Low, Target: bar.Close * 1.02)
                    case Cross.Down:
                        _why = $"close {bar.Close} crossed below its {period}-bar average {average:0.####}";
                        return new Idea(SignalAction.Sell, Confidence: 0.6, Stop: 0, Target: 0);
                    default:
                        return default;
                }
            }

            // The newest idea in words that can be checked against the chart.
            public string Explain() => _why;
        }

        """;
}

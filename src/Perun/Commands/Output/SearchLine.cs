using Perun.Backtest.Search;

namespace Perun.Commands.Output;

/// A line that says how far a search is, at which rate, and how long it will take; where nobody watches it only counts.
internal sealed class SearchLine(Terminal terminal, TimeProvider clock) : IProgress<SearchProgress>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly long _begun = clock.GetTimestamp();
    private long _shownAt;
    private bool _hasShown;

    public int Done { get; private set; }

    public int Total { get; private set; }

    /// What is being searched, where there are several searches.
    public string Title { get; set; } = "";

    public void Report(SearchProgress value)
    {
        (Done, Total) = (value.Done, value.Total);
        if (!terminal.IsErrorRich || (_hasShown && value.Done < value.Total && clock.GetElapsedTime(_shownAt) < Pause)) return;
        (_shownAt, _hasShown) = (clock.GetTimestamp(), true);
        terminal.Error.Write($"\r\u001b[K{Title}{Words(value, clock.GetElapsedTime(_begun))}");
    }

    public void Dispose()
    {
        if (_hasShown) terminal.Error.Write("\r\u001b[K");
        _hasShown = false;
    }

    internal static string Words(SearchProgress at, TimeSpan elapsed)
    {
        var run = at.Done - at.Known;
        var text = $"{at.Done:#,##0} of {at.Total:#,##0} sets";
        if (run < 1 || elapsed <= TimeSpan.Zero) return text;
        var rate = run / elapsed.TotalSeconds;
        return $"{text}, {(rate >= 10 ? $"{rate:#,##0}" : $"{rate:0.0}")} a second, {Show.Span(TimeSpan.FromSeconds((at.Total - at.Done) / rate))} left";
    }
}

using Perun.Adapters.Sources.Services;
using Perun.Adapters.Venues.Alpaca.Rows;
using Perun.Core.Calendars;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Alpaca.Books;

/// Which splits are announced for the next days, asked twice an hour. Without an answer the last one counts: a split that nobody knew of is
/// still booked when it is there.
internal sealed class SplitCalendar(AlpacaDesk desk, TimeProvider clock)
{
    private const int DaysAhead = 4;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(30);

    private IReadOnlyList<DueSplit> _due = [];
    private string _asked = "";
    private DateTime _askAgain;

    /// <param name="shares">In Alpaca's spelling.</param>
    public async Task<IReadOnlyList<DueSplit>> DueAsync(IReadOnlyList<string> shares, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var symbols = string.Join(',', shares.Order(StringComparer.Ordinal));
        if (symbols.Length == 0) return [];
        if (symbols == _asked && now < _askAgain) return _due;
        var today = NewYorkTime.DateOf(now);
        var question = new Question().With("symbols", symbols).With("types", "forward_split,reverse_split").With("start", $"{today:yyyy-MM-dd}").With("end", $"{today.AddDays(DaysAhead):yyyy-MM-dd}");
        if (!(await desk.AskDataAsync("/v1/corporate-actions", question.ToString(), AlpacaJson.Default.CorporateActionsRow, cancel)).TryGet(out var answer, out _)) return _due;
        (_asked, _askAgain) = (symbols, now + Every);
        var splits = (answer.CorporateActions?.ForwardSplits ?? []).Concat(answer.CorporateActions?.ReverseSplits ?? []);
        return _due = [.. splits.Where(static split => split is { Symbol: not null, OldRate: > 0, NewRate: > 0, ExDate: not null }).Select(static split => new DueSplit(split.Symbol!, split.NewRate / split.OldRate, split.ExDate!.Value))];
    }
}

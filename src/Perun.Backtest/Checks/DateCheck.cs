using Perun.Core.Bars;
using Perun.Core.Strategies;

namespace Perun.Backtest.Checks;

/// Does a strategy know the dates of its history? The same bars ten years later, on the same weekdays and hours, should give the
/// same ideas. A strategy that reads prices from elsewhere, or was told when the crash came, says otherwise; so does one that
/// honestly follows months or holidays, which is why this is a suspicion and not a verdict.
public static class DateCheck
{
    private static readonly TimeSpan Shift = TimeSpan.FromDays(7 * 520);

    /// Null where dates make no difference.
    public static LookAheadFinding? Run(Func<IStrategy> make, Bar[] bars, CancellationToken cancel = default)
    {
        var said = Hearing.Of(make(), bars, cancel);
        var later = Hearing.Of(make(), [.. bars.Select(bar => bar with { Time = bar.Time + Shift })], cancel);
        for (var i = 0; i < bars.Length; i++)
        {
            if (said[i] == later[i]) continue;
            var (was, now) = (Hearing.Words(said[i]), Hearing.Words(later[i]));
            return new LookAheadFinding(LookAheadKind.Date, i + 1, bars[i].Time, was, now,
                $"It goes by the date: on bar {i + 1:#,##0} ({bars[i].Time:yyyy-MM-dd HH:mm} UTC) it said {was}, but {now} when the same bars come ten years later. "
                + "Unless it means months or holidays, it may know this history from elsewhere.");
        }
        return null;
    }
}

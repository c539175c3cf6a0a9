using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Engine;
using Perun.Engine.Events;
using Perun.Engine.Markets;
using Perun.Engine.Venues;
using Perun.Trading;

namespace Perun.Venues;

/// Before the session in which shares are new ones, takes back what rests at the prices of old ones: a stop of yesterday would sell at the
/// open. Trading in them waits until the split is in the books; then protection is placed anew.
internal sealed class SplitEve
{
    private const string Reason = "a split is due";

    /// Where the venue has not booked it by then, it goes on without.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly HashSet<InstrumentId> _booked = [];

    /// The split is in the books.
    public void Book(InstrumentId instrument) => _booked.Add(instrument);

    public void Look(IReadOnlyList<DueSplit> due, EngineState state, IFloor floor, DateTime now)
    {
        foreach (var market in state.Markets)
        {
            if (market.Calendar.Hours == TradingHours.AroundTheClock) continue;
            var isWaiting = market.IsHalted && market.HaltReason.StartsWith(Reason, StringComparison.Ordinal);
            if (DueAtNextOpen(due, market, now) is { } split) TakeBack(split, market, isWaiting, state, floor, now);
            else if (isWaiting && (_booked.Remove(market.Id) || IsLate(market, now))) floor.Hear(new TradingHalted(market.Id, IsHalted: false, ""), now);
        }
    }

    private static DueSplit? DueAtNextOpen(IReadOnlyList<DueSplit> due, Market market, DateTime now)
    {
        if (due.Count == 0 || market.Calendar.IsOpen(now) || market.Calendar.NextOpen(now) is not { } open) return null;
        return due.FirstOrDefault(split => split.Symbol == market.Instrument.Symbol && split.Day == market.Calendar.TradingDay(open));
    }

    private void TakeBack(DueSplit split, Market market, bool isWaiting, EngineState state, IFloor floor, DateTime now)
    {
        if (!isWaiting)
        {
            _booked.Remove(market.Id);
            floor.Hear(new TradingHalted(market.Id, IsHalted: true, $"{Reason}: one {market.Instrument} becomes {Digits.Plain(split.Ratio)} at the next open, and its orders are taken back before"), now);
        }
        foreach (var order in state.Desk.OpenIn(market.Id).Where(static order => !order.CancelAsked).ToArray())
            floor.Hear(new OperatorAsked(new OperatorRequest.CancelOrder(order.Id) { By = "the eve of a split" }), now);
    }

    private static bool IsLate(Market market, DateTime now) => market.Calendar.SessionAt(now) is { } session && now >= session.Open + Patience;
}

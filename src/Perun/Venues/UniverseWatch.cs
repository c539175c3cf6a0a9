using Perun.Adapters.Venues;
using Perun.Configuration;
using Perun.Core.Instruments;
using Perun.Engine;
using Perun.Engine.Events;
using Perun.Trading;

namespace Perun.Venues;

/// Looks once a day what a venue lists: new particulars, what is gone, and which instruments are the most liquid now. What is held or has
/// orders is followed in any case.
/// <param name="known">The instruments as analysts know them; those that come are added.</param>
internal sealed class UniverseWatch(UniverseWish wish, string currency, Universe known)
{
    public static readonly TimeSpan Every = TimeSpan.FromHours(24);

    /// Where the venue just refused something, or does not list what is traded here.
    public static readonly TimeSpan Soon = TimeSpan.FromMinutes(10);

    /// One list without it proves nothing: it may have been read badly.
    public static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    private const string Gone = "the venue does not list it any more";

    private readonly HashSet<InstrumentId> _gone = [];
    private readonly HashSet<InstrumentId> _missed = [];

    /// Something that is traded here is not listed any more.
    public bool Lacks => _gone.Count > 0;

    /// Something that is traded here was not in the last list, and was in the one before.
    public bool Misses => _missed.Count > 0;

    /// What is to be followed from now on.
    public IReadOnlyList<FollowedInstrument> Take(IReadOnlyList<ListedInstrument> listed, EngineState state, IFloor floor, DateTime now)
    {
        var there = listed.ToDictionary(one => one.Instrument.Symbol, one => one.Instrument, StringComparer.OrdinalIgnoreCase);
        Quarantine(there, state, floor, now);
        var chosen = wish.Automatic is null
            ? [.. wish.Symbols.Where(there.ContainsKey).Select(symbol => there[symbol])]
            : UniverseChoice.Choose(wish, listed, currency, DateOnly.FromDateTime(now));
        foreach (var instrument in chosen)
        {
            if (state.Universe.TryFind(instrument.Symbol, out Instrument? before) && before == instrument) continue;
            known.List(instrument);
            floor.Hear(new InstrumentListed(instrument), now);
        }
        var symbols = chosen.Select(instrument => instrument.Symbol).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. state.Markets
            .Where(market => symbols.Contains(market.Instrument.Symbol) || !state.Ledger[market.Id].IsFlat || state.Desk.OpenIn(market.Id).Count > 0)
            .Select(market => new FollowedInstrument(market.Id, market.Instrument))];
    }

    /// What can't be traded any more gets no orders, and the rest goes on.
    private void Quarantine(Dictionary<string, Instrument> there, EngineState state, IFloor floor, DateTime now)
    {
        foreach (var market in state.Markets)
        {
            var isMissing = !there.ContainsKey(market.Instrument.Symbol);
            if (!isMissing) _missed.Remove(market.Id);
            var isGone = isMissing && (_gone.Contains(market.Id) || _missed.Remove(market.Id));
            if (isMissing && !isGone)
            {
                _missed.Add(market.Id);
                continue;
            }
            if (isGone ? !_gone.Add(market.Id) : !_gone.Remove(market.Id)) continue;
            floor.Hear(new TradingHalted(market.Id, isGone, isGone ? Gone : ""), now);
        }
    }
}

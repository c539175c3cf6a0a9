using Perun.Adapters.Memories;
using Perun.Adapters.Storage;
using Perun.Configuration;
using Perun.Core.Instruments;
using Perun.Mind.Memories;
using Perun.Mind.Memories.Organising;

namespace Perun.Memories;

/// What is done when a day of the market is over: its story, summaries of the day and on Sundays of the week, and pruning.
internal sealed class DayEnd(SqliteMemoryStore store, FactReader facts, MemoryFiles files, MemorySettings settings)
{
    private const int MostSummed = 50_000;

    public void Tell(DateTime day, DateTime now, JournalScribe scribe, Universe universe)
    {
        var told = new List<Memory>();
        if (DayStory.Portfolio(day, facts, scribe.Account, universe) is { } portfolio) told.Add(portfolio);
        foreach (var (symbol, bar) in scribe.Days.OrderBy(market => market.Key, StringComparer.Ordinal))
            if (bar.Day == day) told.Add(DayStory.Market(symbol, bar, scribe.SituationOf(symbol)?.Regime));
        told.AddRange(Summaries(Stretch.Day(day), universe));
        var week = Stretch.Week(day);
        if (week.To <= now) told.AddRange(Summaries(week, universe));
        store.Add(told);
        files.Touch(told);
        Prune(now);
    }

    private IEnumerable<Memory> Summaries(Stretch stretch, Universe universe)
    {
        var memories = store.All(new MemoryFilter(From: stretch.From, UpTo: stretch.To.AddTicks(-1), Kinds: [MemoryKind.Trade, MemoryKind.Signal, MemoryKind.Error]))
            .Where(memory => memory.Symbols.Count > 0).Take(MostSummed).ToLookup(memory => memory.Symbols[0], StringComparer.Ordinal);
        return universe.Instruments.Where(instrument => MemoryDoor.IsSymbol(instrument.Symbol))
            .Select(instrument => Summariser.Tell(instrument.Symbol, stretch, [.. memories[instrument.Symbol]])).OfType<Memory>();
    }

    private void Prune(DateTime now)
    {
        if (settings.MaxAge is null && settings.MaxCount is null) return;
        var pruned = store.Prune(new PruneRule(now, settings.MaxAge is { } age ? now - age : null, settings.MaxCount));
        foreach (var gone in pruned.Gone) files.Gone(gone.Kind, gone.At, gone.Id);
    }
}

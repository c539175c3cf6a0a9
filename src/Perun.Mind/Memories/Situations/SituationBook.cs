using System.Collections.Concurrent;
using Perun.Core.Bars;

namespace Perun.Mind.Memories.Situations;

/// How each market stands, minute by minute. One writes, any may look.
public sealed class SituationBook
{
    private readonly Dictionary<string, SituationReader> _readers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Situation> _now = new(StringComparer.Ordinal);

    public void See(string symbol, in Bar minute)
    {
        if (!minute.IsSane || !MemoryDoor.IsSymbol(symbol)) return;
        if (!_readers.TryGetValue(symbol, out var reader)) _readers.Add(symbol, reader = new SituationReader(symbol));
        reader.See(minute);
        if (reader.Now is { } now) _now[symbol] = now;
    }

    /// Null until there were bars enough.
    public Situation? Of(string symbol) => _now.GetValueOrDefault(symbol);
}

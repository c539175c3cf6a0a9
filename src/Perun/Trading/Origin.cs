using Perun.Adapters.Storage;
using Perun.Core.State;

namespace Perun.Trading;

/// Which world a data folder trades in, and since when: kept with its first event, and the same ever after.
internal readonly record struct Origin(ulong Seed, DateTime Start)
{
    private const string Name = "world";

    /// What analysts may look back on before the first moment of trading.
    public static readonly TimeSpan History = TimeSpan.FromDays(35);

    public DateTime HistoryFrom => Start - History;

    public static Origin Of(SqliteStore store, JournalReader reader, ulong seed, DateTime freshStart)
    {
        if (reader.Kept(Name) is { } kept)
        {
            var known = Read(kept);
            return known.Seed == seed
                ? known
                : throw new StoreException($"This data folder trades in world {known.Seed}, not in world {seed}: set PERUN_SEED to {known.Seed}, or give world {seed} a folder of its own with --data.");
        }
        var fresh = new Origin(seed, freshStart);
        store.Keep(Name, fresh.Written());
        return fresh;
    }

    /// The world of a journal; null where it trades in none.
    public static Origin? Kept(JournalReader reader) => reader.Kept(Name) is { } kept ? Read(kept) : null;

    private static Origin Read(byte[] kept)
    {
        var stream = StateStream.Load(kept);
        var (seed, start) = (0UL, default(DateTime));
        stream.Sync(ref seed);
        stream.Sync(ref start);
        return new Origin(seed, start);
    }

    private byte[] Written()
    {
        var stream = StateStream.Save();
        var (seed, start) = (Seed, Start);
        stream.Sync(ref seed);
        stream.Sync(ref start);
        return stream.Saved.ToArray();
    }
}

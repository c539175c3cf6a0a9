using System.Security.Cryptography;
using System.Text;
using Perun.Adapters.Storage;
using Perun.Engine.Venues;

namespace Perun.Venues;

/// The tag by which the orders of one journal are known at venues, kept with it.
internal static class ClientTag
{
    private const string Name = "client-tag";

    public static string Of(SqliteStore store, JournalReader reader)
    {
        if (reader.Kept(Name) is { } kept && Encoding.UTF8.GetString(kept) is var tag && ClientIds.IsTag(tag)) return tag;
        return New(store);
    }

    /// A new one: where the venue knows orders of the old that this journal doesn't (it was restored from a backup), their ids would
    /// be given out a second time.
    public static string New(SqliteStore store)
    {
        var tag = RandomNumberGenerator.GetString("0123456789abcdefghijklmnopqrstuvwxyz", ClientIds.TagLength);
        store.Keep(Name, Encoding.UTF8.GetBytes(tag));
        store.Commit();
        return tag;
    }
}

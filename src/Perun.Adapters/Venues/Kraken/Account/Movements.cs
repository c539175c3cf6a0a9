using System.Globalization;
using Perun.Adapters.Venues.Kraken.Pairs;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Kraken.Account;

/// Kraken's ledger entries as movements. What trades moved is booked from fills and left out here.
internal static class Movements
{
    /// Those that Kraken documents. What another word means nobody here knows, so it is not booked.
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "trade", "deposit", "withdrawal", "transfer", "margin", "adjustment", "rollover", "spend", "receive", "settled", "credit", "staking", "reward", "earn", "dividend",
        "sale", "conversion", "nfttrade", "nftcreatorfee", "nftrebate", "custodytransfer",
    };

    public static bool IsKnown(LedgerRow row) => row.Type is { } type && Known.Contains(type);

    public static Movement? Of(string id, LedgerRow row, PairBook pairs)
    {
        if (row is not { Asset: { } asset, Amount: { } amount, Type: { } type } || type == "trade" || !Known.Contains(type)) return null;
        var net = amount - (row.Fee ?? 0);
        if (net == 0) return null;
        var isCash = pairs.IsCurrency(asset);
        var text = string.IsNullOrEmpty(row.Subtype) ? type : $"{type} ({row.Subtype})";
        return new Movement(id, KindOf(type), KrakenTime.Of(row.Time ?? 0), isCash ? net : 0, isCash ? null : pairs.HoldingName(asset), isCash ? 0 : net, 0, null, text);
    }

    private static MovementKind KindOf(string type) => type switch
    {
        "deposit" or "withdrawal" or "transfer" => MovementKind.Transfer,
        "dividend" => MovementKind.Dividend,
        "staking" or "reward" or "earn" => MovementKind.Interest,
        "margin" or "rollover" => MovementKind.Fee,
        _ => MovementKind.Other,
    };
}

/// Where reading the ledger goes on: from a moment, without the entries that were taken already. Entries may be written a little out
/// of order, so reading begins some time before the last one.
/// <param name="Begin">What was until then is not told.</param>
internal sealed record LedgerPlace(DateTime Begin, DateTime Last, IReadOnlyList<string> Taken)
{
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    private const int MostTaken = 500;

    public DateTime From => Last - Overlap;

    public static LedgerPlace? Read(string? text)
    {
        return (text ?? "").Split('|') is [var begin, var last, var taken] && MomentOf(begin) is { } from && MomentOf(last) is { } to
            ? new LedgerPlace(from, to, taken.Split(',', StringSplitOptions.RemoveEmptyEntries))
            : null;
    }

    /// After these movements, and after all entries until the newest, trades too.
    public LedgerPlace After(IReadOnlyList<Movement> movements, DateTime newest, IReadOnlySet<string> seen)
    {
        var last = newest > Last ? newest : Last;
        var kept = Taken.Where(seen.Contains).Concat(movements.Where(movement => movement.At >= last - Overlap).Select(static movement => movement.Id));
        return new LedgerPlace(Begin, last, [.. kept.Distinct(StringComparer.Ordinal).TakeLast(MostTaken)]);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Begin.Ticks}|{Last.Ticks}|{string.Join(',', Taken)}");

    private static DateTime? MomentOf(string ticks) =>
        long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= DateTime.MaxValue.Ticks ? new DateTime(number, DateTimeKind.Utc) : null;
}

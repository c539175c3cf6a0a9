using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Kraken.Account;

/// What a key may do, and what it should and must not.
internal static class AccountCheck
{
    private static readonly (string Permission, string What)[] Needed =
    [
        ("query-funds", "see the balances"),
        ("query-open-trades", "see open orders"),
        ("query-closed-trades", "see closed orders and trades"),
        ("modify-trades", "place and change orders"),
        ("close-trades", "cancel orders"),
        ("query-ledger", "see deposits and withdrawals"),
        ("create-ws-token", "hear what becomes of orders at once"),
    ];

    private static readonly string[] Forbidden = ["withdraw-funds"];

    public static VenueAccount Of(KeyRow key, string currency, bool isLive)
    {
        var held = key.Permissions?.OfType<string>().ToHashSet(StringComparer.Ordinal) ?? [];
        var missing = Needed.Where(needed => !held.Contains(needed.Permission)).Select(static needed => $"{needed.Permission} ({needed.What})").ToArray();
        return new VenueAccount
        {
            Id = IdOf(key),
            IsLive = isLive,
            Currency = currency,
            WhyBarred = missing.Length == 0 ? null : $"The key lacks permissions: {string.Join(", ", missing)}. Give them to it on Kraken's page of API keys.",
            Remarks = held.Contains("add-funds") ? ["The key may make deposit addresses, which Perun never does: take add-funds from it."] : [],
            Forbidden = [.. Forbidden.Where(held.Contains)],
        };
    }

    /// The account's public number where Kraken tells it, else the key's own name.
    private static string IdOf(KeyRow key) =>
        key.Iban?.Replace(" ", "", StringComparison.Ordinal) is { Length: > 0 } number ? number : key.ApiKeyName is { Length: > 0 } name ? name : "kraken";
}

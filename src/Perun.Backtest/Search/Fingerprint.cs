using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Perun.Backtest.Search;

/// All that a set's numbers depend on beside the set, as a hash: bars, instruments, limits, venue, money, the strategy itself.
internal static class Fingerprint
{
    /// To be raised when numbers are worked out in another way than before.
    private const int Version = 2;

    public static string Of(SearchPlan plan)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var run = plan.Run;
        Add($"{Version} {plan.Space.Strategy.Name} {plan.Identity} {run.Spec.Timeframe} {run.Spec.StartCash} {plan.Hours} {plan.MayShare} {run.Way} {run.LatencyBars} {run.Spec.Assumptions}");
        Add(run.Limits.ToString());
        Add(run.Venue.ToString());
        Add(string.Join(' ', run.Venue.CryptoTiers));
        foreach (var market in run.Markets)
        {
            Add(All(market.Instrument));
            hash.AppendData(MemoryMarshal.AsBytes(market.Bars.AsSpan()));
            if (market.Detail is { } detail) hash.AppendData(MemoryMarshal.AsBytes(detail.AsSpan()));
        }
        hash.AppendData(MemoryMarshal.AsBytes(plan.WarmUp.Span));
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        // An instrument calls itself by its symbol alone.
        static string All(Core.Instruments.Instrument instrument) =>
            string.Join(' ', typeof(Core.Instruments.Instrument).GetProperties().OrderBy(property => property.Name, StringComparer.Ordinal).Select(property => $"{property.Name}={property.GetValue(instrument)}"));

        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
    }
}

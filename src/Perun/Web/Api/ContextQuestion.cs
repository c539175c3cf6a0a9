using System.Globalization;
using Perun.Facts;

namespace Perun.Web.Api;

/// A question about the context, read from an address and bounded.
internal static class ContextQuestion
{
    public static (ContextQuery? Query, string? Trouble) Read(IQueryCollection query)
    {
        var ask = new ContextQuery();
        if (query.TryGetValue("budget", out var budget))
        {
            if (!int.TryParse(budget, NumberStyles.None, CultureInfo.InvariantCulture, out var tokens) || tokens is < ContextQuery.LeastBudget or > ContextQuery.MostBudget)
                return (null, $"budget must be a whole number from {ContextQuery.LeastBudget} to {ContextQuery.MostBudget}");
            ask = ask with { Budget = tokens };
        }
        if (!query.TryGetValue("all", out var all)) return (ask, null);
        return bool.TryParse(all, out var everything) ? (ask with { All = everything }, null) : (null, "all must be true or false");
    }
}

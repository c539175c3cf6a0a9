using System.Globalization;
using Perun.Facts;

namespace Perun.Web.Api;

/// A question about facts, read from an address and bounded.
internal readonly record struct Question(FactQuery? Query, string? Trouble)
{
    private const int Most = 1000;
    private const int LongestSymbol = 32;

    public static Question Read(IQueryCollection query)
    {
        var ask = new FactQuery();
        if (query.TryGetValue("limit", out var limit))
        {
            if (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > Most)
                return new(null, $"limit must be a whole number from 1 to {Most}");
            ask = ask with { Limit = number };
        }

        if (query.TryGetValue("symbol", out var symbol))
        {
            if (symbol.Count != 1 || string.IsNullOrWhiteSpace(symbol[0]) || symbol[0]!.Length > LongestSymbol)
                return new(null, $"symbol must be one symbol of at most {LongestSymbol} characters");
            ask = ask with { Symbol = symbol[0] };
        }

        if (query.TryGetValue("open", out var open))
        {
            if (!bool.TryParse(open, out var only))
                return new(null, "open must be true or false");
            ask = ask with { OpenOnly = only };
        }

        return new(ask, null);
    }
}

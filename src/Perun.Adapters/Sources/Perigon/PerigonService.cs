using System.Text.Json;
using Perun.Adapters.Sources.News;
using Perun.Adapters.Sources.Services;

namespace Perun.Adapters.Sources.Perigon;

/// What Perigon's answers have in common.
internal static class PerigonService
{
    public const string Name = "perigon";
    public const string KeySetting = "PERIGON_API_KEY";

    public static readonly Uri Address = new("https://api.perigon.io");

    /// In a header: as part of the address it would end up in others' logs.
    public static ServiceClient Client(Uri address, string key, TimeProvider clock) =>
        new(address, [new Credential(KeySetting, "Authorization", key, "Bearer ")], clock);

    public static Mood? MoodOf(JsonElement about)
    {
        var sentiment = about.Of("sentiment");
        return Mood.Of(sentiment.Number("positive"), sentiment.Number("negative"));
    }

    /// By the tickers of the companies it names and by the coins that its words name.
    public static IReadOnlyList<string> SymbolsOf(JsonElement about, string companies, SymbolBook book, string words)
    {
        const int most = 50;
        var symbols = new SortedSet<string>(book.CoinsIn(words), StringComparer.Ordinal);
        foreach (var company in about.Items(companies, most))
        {
            foreach (var ticker in company.Items("symbols", most))
                if (book.OfCompany(Loose.Text(ticker) ?? ticker.Text("symbol")) is { } symbol) symbols.Add(symbol);
        }
        return [.. symbols];
    }

    /// Whether one of its labels is this: they come as texts or as objects with a name.
    public static bool HasLabel(JsonElement about, string label) =>
        about.Items("labels", 50).Any(item => string.Equals(Loose.Text(item) ?? item.Text("name"), label, StringComparison.OrdinalIgnoreCase));
}

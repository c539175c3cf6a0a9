using System.Text.Json;

namespace Perun.Bench.Measuring;

internal static class Report
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// A Markdown table, each line as soon as it is known.
    public static void AsTable(IEnumerable<Measured> results, TextWriter to)
    {
        to.WriteLine($"| {"name",-32} | {"value",20} | {"yardstick",20} | {"ratio",7} |");
        to.WriteLine($"|{new string('-', 34)}|{new string('-', 21)}:|{new string('-', 21)}:|{new string('-', 8)}:|");
        foreach (var one in results)
        {
            var value = $"{Number(one.Value)} {one.Unit}";
            var yardstick = $"{Number(one.Yardstick)} {one.Unit}";
            var ratio = one.Ratio is { } known ? known.ToString("0.00") : "-";
            to.WriteLine($"| {one.Name,-32} | {value,20} | {yardstick,20} | {ratio,7} |");
        }
    }

    public static void AsJson(IEnumerable<Measured> results, TextWriter to) =>
        to.WriteLine(JsonSerializer.Serialize(results, Json));

    private static string Number(double value) => value >= 1000 ? value.ToString("#,0") : value.ToString("0.00");
}

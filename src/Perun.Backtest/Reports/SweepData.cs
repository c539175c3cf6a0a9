using System.Text.Json;
using Perun.Backtest.Search;

namespace Perun.Backtest.Reports;

/// What the page of a sweep draws: the values of each parameter, and of each set the places of its values and what it came to.
internal static class SweepData
{
    private const int MostSets = 20_000;
    private const int Bins = 40;

    public static void Write(Stream stream, SearchResult result)
    {
        using var json = new Utf8JsonWriter(stream);
        var ranges = result.Plan.Space.Ranges.Where(range => range.Count > 1).ToArray();
        // The best come first, so that no winner is ever left out.
        var sets = result.Ranking.Where(outcome => result.Score(outcome) is not null).Take(MostSets).ToArray();
        double[][] values = [.. ranges.Select(range => sets.Select(set => set.Values[range.Parameter.Name]).Distinct().Order().ToArray())];
        json.WriteStartObject();
        json.WriteStartObject("search");
        json.WriteString("objective", result.Plan.Objective.Title);
        json.WriteStartArray("parameters");
        for (var axis = 0; axis < ranges.Length; axis++)
        {
            json.WriteStartObject();
            json.WriteString("name", ranges[axis].Parameter.Name);
            json.WriteString("meaning", ranges[axis].Parameter.Meaning);
            json.WriteStartArray("values");
            foreach (var value in values[axis]) json.WriteNumberValue(value);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("sets");
        foreach (var set in sets)
        {
            json.WriteStartArray();
            for (var axis = 0; axis < ranges.Length; axis++) json.WriteNumberValue(Array.BinarySearch(values[axis], set.Values[ranges[axis].Parameter.Name]));
            json.WriteNumberValue(Math.Round(result.Score(set)!.Value, 6));
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        Spread(json, [.. sets.Select(set => result.Score(set)!.Value)]);
        if (result.Winner.Belief.Overfitting is { } overfitting) PageData.Splits(json, overfitting);
        json.WriteEndObject();
    }

    private static void Spread(Utf8JsonWriter json, double[] scores)
    {
        if (Histogram.Of(scores, Bins) is not { } histogram) return;
        json.WriteStartObject("spread");
        json.WriteNumber("from", Math.Round(histogram.From, 9));
        json.WriteNumber("step", Math.Round(histogram.Step, 9));
        json.WriteNumber("mark", Math.Clamp(scores[0], histogram.From, histogram.From + histogram.Step * histogram.Counts.Length));
        json.WriteStartArray("n");
        foreach (var count in histogram.Counts) json.WriteNumberValue(count);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}

using System.Text.Json;
using Perun.Backtest.Belief;
using Perun.Backtest.Results;
using Perun.Backtest.Statistics;

namespace Perun.Backtest.Reports;

/// What the page draws, written as JSON straight into the page. The writer's default encoder turns every angle bracket, ampersand and quote
/// of a foreign string into an escape, so no name can end the element that holds it.
internal static class PageData
{
    private const int CurveColumns = 1500;
    private const int Bins = 40;
    private const int MostScatter = 2000;

    public static void Write(Stream stream, ReportInput input)
    {
        using var json = new Utf8JsonWriter(stream);
        var shown = new ShownTrades(input.Run.Trades);
        json.WriteStartObject();
        Curve(json, "equity", ThinnedCurve.Of(input.Run.Equity.Times, input.Run.Equity.Equity, CurveColumns), 2);
        Curve(json, "drawdown", ThinnedCurve.Of(input.Run.Equity.Times, UnderWater(input.Run), CurveColumns), 5);
        if (input.Benchmark is { Values.Length: > 0 } benchmark) Benchmark(json, benchmark, (double)input.Run.Spec.StartCash);
        if (input.Belief.Redrawn is { } redrawn) Band(json, redrawn.Band);
        Bars(json, "days", Histogram.Of(DailyReturns(input), Bins));
        Bars(json, "profits", Histogram.Of([.. input.Run.Trades.Select(trade => (double)trade.Profit)], Bins));
        if (input.Belief.TradeOrder is { } order) Order(json, order);
        if (input.Belief.Overfitting is { } overfitting) Splits(json, overfitting);
        json.WriteNumber("scatter", MostScatter);
        TradeRows.Write(json, shown, input);
        CandleData.Write(json, shown, input);
        json.WriteEndObject();
    }

    public static void Curve(Utf8JsonWriter json, string name, ThinnedCurve curve, int digits)
    {
        json.WriteStartObject(name);
        Times(json, "t", curve.Times);
        Numbers(json, "v", curve.Values, digits);
        json.WriteEndObject();
    }

    /// Seconds since 1970, each but the first as the step from the one before.
    public static void Times(Utf8JsonWriter json, string name, IEnumerable<long> ticks)
    {
        var before = DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerSecond;
        json.WriteStartArray(name);
        foreach (var tick in ticks)
        {
            var second = tick / TimeSpan.TicksPerSecond;
            json.WriteNumberValue(second - before);
            before = second;
        }
        json.WriteEndArray();
    }

    public static double[] UnderWater(RunResult run)
    {
        var peak = (double)run.Spec.StartCash;
        var depths = new double[run.Equity.Count];
        for (var i = 0; i < depths.Length; i++)
        {
            peak = Math.Max(peak, run.Equity.Equity[i]);
            depths[i] = peak > 0 ? run.Equity.Equity[i] / peak - 1 : 0;
        }
        return depths;
    }

    private static double[] DailyReturns(ReportInput input) =>
        DailyCurve.From(input.Run, input.Statistics.Sampling.Hours).Returns;

    internal static void Benchmark(Utf8JsonWriter json, BenchmarkCurve benchmark, double start)
    {
        var first = benchmark.Values[0];
        double[] scaled = [.. benchmark.Values.Select(value => value / first * start)];
        Curve(json, "benchmark", ThinnedCurve.Of(benchmark.Times, scaled, CurveColumns), 2);
        json.WriteString("benchmarkName", benchmark.Name);
    }

    private static void Band(Utf8JsonWriter json, EquityBand band)
    {
        json.WriteStartObject("band");
        Times(json, "t", band.Days.Select(day => day.ToDateTime(new TimeOnly(21, 0), DateTimeKind.Utc).Ticks));
        foreach (var (name, values) in new[] { ("p5", band.P5), ("p25", band.P25), ("p50", band.P50), ("p75", band.P75), ("p95", band.P95) })
            Numbers(json, name, values, 2);
        json.WriteEndObject();
    }

    private static void Bars(Utf8JsonWriter json, string name, Histogram? histogram)
    {
        if (histogram is null) return;
        json.WriteStartObject(name);
        json.WriteNumber("from", Math.Round(histogram.From, 9));
        json.WriteNumber("step", Math.Round(histogram.Step, 9));
        Counts(json, histogram.Counts);
        json.WriteEndObject();
    }

    private static void Order(Utf8JsonWriter json, TradeOrder order)
    {
        json.WriteStartObject("order");
        json.WriteNumber("from", 0);
        json.WriteNumber("step", order.HistogramStep);
        json.WriteNumber("mark", order.Actual);
        Counts(json, order.Histogram);
        json.WriteEndObject();
    }

    internal static void Splits(Utf8JsonWriter json, Overfitting overfitting)
    {
        json.WriteStartObject("splits");
        Numbers(json, "x", overfitting.Inside, 3);
        Numbers(json, "y", overfitting.Outside, 3);
        json.WriteEndObject();
    }

    private static void Counts(Utf8JsonWriter json, int[] counts)
    {
        json.WriteStartArray("n");
        foreach (var count in counts) json.WriteNumberValue(count);
        json.WriteEndArray();
    }

    private static void Numbers(Utf8JsonWriter json, string name, double[] values, int digits)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteNumberValue(Math.Round(value, digits));
        json.WriteEndArray();
    }
}

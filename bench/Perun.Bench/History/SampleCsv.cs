using System.Globalization;
using System.Text;
using Perun.Bench.Indicators;

namespace Perun.Bench.History;

/// Minutes as exchanges dump them: epoch seconds, prices with two decimals, volumes with five.
internal static class SampleCsv
{
    public static string Write(string path, long bytes)
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20);
        writer.Write("time,open,high,low,close,volume\n");
        writer.Flush();
        var bars = SampleBars.Bars;
        for (var i = 0; writer.BaseStream.Position < bytes; i++)
        {
            var bar = bars[i % bars.Length];
            writer.Write(string.Create(
                CultureInfo.InvariantCulture, $"{1_600_000_000L + (60L * i)},{bar.Open:0.00},{bar.High + 0.01:0.00},{bar.Low - 0.01:0.00},{bar.Close:0.00},{bar.Volume / 7:0.00000}\n"));
        }
        return path;
    }
}

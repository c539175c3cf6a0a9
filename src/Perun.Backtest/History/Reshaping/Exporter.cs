using System.Buffers;
using System.Globalization;
using System.Text;

namespace Perun.Backtest.History.Reshaping;

public enum ExportFormat
{
    Csv,
    Json,
}

/// Bars as text, with every digit that a double needs to come back the same.
public static class Exporter
{
    private const int FlushBytes = 1 << 16;

    public static void Write(BarSpans bars, ExportFormat format, Stream into, CancellationToken cancel)
    {
        var buffer = new ArrayBufferWriter<byte>(FlushBytes + 1024);
        buffer.Write(format == ExportFormat.Csv ? "time,open,high,low,close,volume\n"u8 : "["u8);
        for (var i = 0; i < bars.Count; i++)
        {
            if (format == ExportFormat.Csv) WriteLine(buffer, bars, i);
            else WriteObject(buffer, bars, i);
            if (buffer.WrittenCount < FlushBytes) continue;
            cancel.ThrowIfCancellationRequested();
            into.Write(buffer.WrittenSpan);
            buffer.ResetWrittenCount();
        }
        if (format == ExportFormat.Json) buffer.Write("\n]\n"u8);
        into.Write(buffer.WrittenSpan);
    }

    private static void WriteLine(ArrayBufferWriter<byte> buffer, BarSpans bars, int index)
    {
        Time(buffer, bars.Times[index]);
        foreach (var value in (ReadOnlySpan<double>)[bars.Opens[index], bars.Highs[index], bars.Lows[index], bars.Closes[index], bars.Volumes[index]])
        {
            buffer.Write(","u8);
            Number(buffer, value);
        }
        buffer.Write("\n"u8);
    }

    private static void WriteObject(ArrayBufferWriter<byte> buffer, BarSpans bars, int index)
    {
        buffer.Write(index == 0 ? "\n{\"time\":\""u8 : ",\n{\"time\":\""u8);
        Time(buffer, bars.Times[index]);
        buffer.Write("\",\"open\":"u8);
        Number(buffer, bars.Opens[index]);
        buffer.Write(",\"high\":"u8);
        Number(buffer, bars.Highs[index]);
        buffer.Write(",\"low\":"u8);
        Number(buffer, bars.Lows[index]);
        buffer.Write(",\"close\":"u8);
        Number(buffer, bars.Closes[index]);
        buffer.Write(",\"volume\":"u8);
        Number(buffer, bars.Volumes[index]);
        buffer.Write("}"u8);
    }

    private static void Time(ArrayBufferWriter<byte> buffer, long ticks)
    {
        var time = new DateTime(ticks, DateTimeKind.Utc);
        var format = ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.fffffffZ";
        if (!time.TryFormat(buffer.GetSpan(40), out var written, format, CultureInfo.InvariantCulture)) throw new InvalidOperationException("a time needs more than 40 letters");
        buffer.Advance(written);
    }

    private static void Number(ArrayBufferWriter<byte> buffer, double value)
    {
        if (!value.TryFormat(buffer.GetSpan(40), out var written, default, CultureInfo.InvariantCulture)) throw new InvalidOperationException("a number needs more than 40 letters");
        buffer.Advance(written);
    }

    public static string ToText(BarSpans bars, ExportFormat format, CancellationToken cancel)
    {
        using var memory = new MemoryStream();
        Write(bars, format, memory, cancel);
        return Encoding.UTF8.GetString(memory.GetBuffer().AsSpan(0, (int)memory.Length));
    }
}

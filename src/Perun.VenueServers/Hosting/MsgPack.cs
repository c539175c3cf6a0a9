using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Perun.VenueServers.Hosting;

/// MessagePack, as far as messages made of JSON need it. Times travel as the timestamp extension.
public static class MsgPack
{
    private const int DeepestNesting = 16;

    /// <param name="isTime">Which members hold times, by their name.</param>
    public static byte[] Of(JsonElement json, Func<string, bool> isTime)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(buffer, json, isTime, isTimeValue: false);
        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="FormatException">It is not MessagePack, or not of the kinds that JSON has.</exception>
    public static JsonNode? Read(ReadOnlySpan<byte> bytes)
    {
        var place = 0;
        try
        {
            return Read(bytes, ref place, DeepestNesting);
        }
        catch (Exception wrong) when (wrong is IndexOutOfRangeException or ArgumentOutOfRangeException or OverflowException)
        {
            throw new FormatException("the message breaks off", wrong);
        }
    }

    private static void Write(ArrayBufferWriter<byte> to, JsonElement json, Func<string, bool> isTime, bool isTimeValue)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                Head(to, json.GetPropertyCount(), 0x80, 16, 0xDE);
                foreach (var member in json.EnumerateObject())
                {
                    Text(to, member.Name);
                    Write(to, member.Value, isTime, isTime(member.Name));
                }
                break;
            case JsonValueKind.Array:
                Head(to, json.GetArrayLength(), 0x90, 16, 0xDC);
                foreach (var item in json.EnumerateArray()) Write(to, item, isTime, isTimeValue: false);
                break;
            case JsonValueKind.String when isTimeValue && json.TryGetDateTimeOffset(out var time): Time(to, time); break;
            case JsonValueKind.String: Text(to, json.GetString()!); break;
            case JsonValueKind.Number when json.TryGetInt64(out var whole): Whole(to, whole); break;
            case JsonValueKind.Number: Double(to, json.GetDouble()); break;
            case JsonValueKind.True: to.Write((ReadOnlySpan<byte>)[0xC3]); break;
            case JsonValueKind.False: to.Write((ReadOnlySpan<byte>)[0xC2]); break;
            default: to.Write((ReadOnlySpan<byte>)[0xC0]); break;
        }
    }

    private static void Head(ArrayBufferWriter<byte> to, int count, byte small, int fewer, byte large)
    {
        if (count < fewer) to.Write((ReadOnlySpan<byte>)[(byte)(small | count)]);
        else to.Write((ReadOnlySpan<byte>)[large, (byte)(count >> 8), (byte)count]);
    }

    private static void Text(ArrayBufferWriter<byte> to, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length < 32) to.Write((ReadOnlySpan<byte>)[(byte)(0xA0 | bytes.Length)]);
        else if (bytes.Length < 256) to.Write((ReadOnlySpan<byte>)[0xD9, (byte)bytes.Length]);
        else if (bytes.Length < 65536) to.Write((ReadOnlySpan<byte>)[0xDA, (byte)(bytes.Length >> 8), (byte)bytes.Length]);
        else to.Write((ReadOnlySpan<byte>)[0xDB, (byte)(bytes.Length >> 24), (byte)(bytes.Length >> 16), (byte)(bytes.Length >> 8), (byte)bytes.Length]);
        to.Write(bytes);
    }

    private static void Whole(ArrayBufferWriter<byte> to, long number)
    {
        if (number is >= 0 and < 128)
        {
            to.Write((ReadOnlySpan<byte>)[(byte)number]);
            return;
        }
        Span<byte> bytes = stackalloc byte[9];
        var isSmall = number is >= int.MinValue and <= int.MaxValue;
        bytes[0] = isSmall ? (byte)0xD2 : (byte)0xD3;
        if (isSmall) BinaryPrimitives.WriteInt32BigEndian(bytes[1..], (int)number);
        else BinaryPrimitives.WriteInt64BigEndian(bytes[1..], number);
        to.Write(bytes[..(isSmall ? 5 : 9)]);
    }

    private static void Double(ArrayBufferWriter<byte> to, double number)
    {
        Span<byte> bytes = stackalloc byte[9];
        bytes[0] = 0xCB;
        BinaryPrimitives.WriteDoubleBigEndian(bytes[1..], number);
        to.Write(bytes);
    }

    private static void Time(ArrayBufferWriter<byte> to, DateTimeOffset time)
    {
        var seconds = (ulong)time.ToUnixTimeSeconds();
        var nanoseconds = (ulong)(time.UtcTicks % TimeSpan.TicksPerSecond * 100);
        Span<byte> bytes = stackalloc byte[10];
        (bytes[0], bytes[1]) = (0xD7, 0xFF);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[2..], (nanoseconds << 34) | seconds);
        to.Write(bytes);
    }

    private static JsonNode? Read(ReadOnlySpan<byte> bytes, ref int place, int deeper)
    {
        if (deeper == 0) throw new FormatException("the message is nested too deep");
        var kind = bytes[place++];
        return kind switch
        {
            <= 0x7F => kind,
            <= 0x8F => Map(bytes, ref place, kind & 0x0F, deeper),
            <= 0x9F => List(bytes, ref place, kind & 0x0F, deeper),
            <= 0xBF => Text(bytes, ref place, kind & 0x1F),
            0xC0 => null,
            0xC2 => false,
            0xC3 => true,
            0xCA => BinaryPrimitives.ReadSingleBigEndian(Next(bytes, ref place, 4)),
            0xCB => BinaryPrimitives.ReadDoubleBigEndian(Next(bytes, ref place, 8)),
            0xCC => Next(bytes, ref place, 1)[0],
            0xCD => BinaryPrimitives.ReadUInt16BigEndian(Next(bytes, ref place, 2)),
            0xCE => BinaryPrimitives.ReadUInt32BigEndian(Next(bytes, ref place, 4)),
            0xCF => BinaryPrimitives.ReadUInt64BigEndian(Next(bytes, ref place, 8)),
            0xD0 => (sbyte)Next(bytes, ref place, 1)[0],
            0xD1 => BinaryPrimitives.ReadInt16BigEndian(Next(bytes, ref place, 2)),
            0xD2 => BinaryPrimitives.ReadInt32BigEndian(Next(bytes, ref place, 4)),
            0xD3 => BinaryPrimitives.ReadInt64BigEndian(Next(bytes, ref place, 8)),
            0xD7 => Moment(Next(bytes, ref place, 9)),
            0xD9 => Text(bytes, ref place, Next(bytes, ref place, 1)[0]),
            0xDA => Text(bytes, ref place, BinaryPrimitives.ReadUInt16BigEndian(Next(bytes, ref place, 2))),
            0xDB => Text(bytes, ref place, checked((int)BinaryPrimitives.ReadUInt32BigEndian(Next(bytes, ref place, 4)))),
            0xDC => List(bytes, ref place, BinaryPrimitives.ReadUInt16BigEndian(Next(bytes, ref place, 2)), deeper),
            0xDE => Map(bytes, ref place, BinaryPrimitives.ReadUInt16BigEndian(Next(bytes, ref place, 2)), deeper),
            >= 0xE0 => (sbyte)kind,
            _ => throw new FormatException($"a message has no place for kind {kind:X2}"),
        };
    }

    private static ReadOnlySpan<byte> Next(ReadOnlySpan<byte> bytes, ref int place, int count)
    {
        place += count;
        return bytes[(place - count)..place];
    }

    private static string Text(ReadOnlySpan<byte> bytes, ref int place, int length) => Encoding.UTF8.GetString(Next(bytes, ref place, length));

    private static JsonObject Map(ReadOnlySpan<byte> bytes, ref int place, int count, int deeper)
    {
        var map = new JsonObject();
        for (var member = 0; member < count; member++)
        {
            var name = Read(bytes, ref place, deeper - 1)?.ToString() ?? throw new FormatException("a member has no name");
            map[name] = Read(bytes, ref place, deeper - 1);
        }
        return map;
    }

    private static JsonArray List(ReadOnlySpan<byte> bytes, ref int place, int count, int deeper)
    {
        var list = new JsonArray();
        for (var item = 0; item < count; item++) list.Add(Read(bytes, ref place, deeper - 1));
        return list;
    }

    private static string Moment(ReadOnlySpan<byte> bytes)
    {
        var both = BinaryPrimitives.ReadUInt64BigEndian(bytes[1..]);
        var time = DateTimeOffset.FromUnixTimeSeconds((long)(both & 0x3FFFFFFFF)).AddTicks((long)(both >> 34) / 100);
        return time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
    }
}

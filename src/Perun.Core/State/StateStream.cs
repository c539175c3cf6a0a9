using System.Buffers.Binary;
using System.Text;

namespace Perun.Core.State;

/// Carries state into bytes and back through one definition: each owner of state writes a single `Sync` method, which
/// saves when the stream saves and loads when it loads, so the two can't drift apart.
public sealed class StateStream
{
    private byte[] _bytes;
    private int _position;

    private StateStream(byte[] bytes, bool isLoading)
    {
        _bytes = bytes;
        IsLoading = isLoading;
    }

    public bool IsLoading { get; }

    public static StateStream Save() => new(new byte[1024], isLoading: false);

    public static StateStream Load(ReadOnlySpan<byte> saved) => new(saved.ToArray(), isLoading: true);

    public ReadOnlySpan<byte> Saved => _bytes.AsSpan(0, _position);

    /// Nothing may be left over: a leftover means that the bytes were made by another definition.
    public void ExpectEnd()
    {
        if (IsLoading && _position != _bytes.Length)
            throw new InvalidStateException($"{_bytes.Length - _position} bytes are left over");
    }

    public void Sync(ref long value)
    {
        var span = Take(8);
        if (IsLoading) value = BinaryPrimitives.ReadInt64LittleEndian(span);
        else BinaryPrimitives.WriteInt64LittleEndian(span, value);
    }

    public void Sync(ref int value)
    {
        var span = Take(4);
        if (IsLoading) value = BinaryPrimitives.ReadInt32LittleEndian(span);
        else BinaryPrimitives.WriteInt32LittleEndian(span, value);
    }

    public void Sync(ref ulong value)
    {
        var bits = unchecked((long)value);
        Sync(ref bits);
        value = unchecked((ulong)bits);
    }

    public void Sync(ref bool value)
    {
        var span = Take(1);
        if (IsLoading) value = span[0] != 0;
        else span[0] = value ? (byte)1 : (byte)0;
    }

    public void Sync(ref double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        Sync(ref bits);
        value = BitConverter.Int64BitsToDouble(bits);
    }

    public void Sync(ref decimal value)
    {
        Span<int> parts = stackalloc int[4];
        if (!IsLoading) decimal.GetBits(value, parts);
        for (var i = 0; i < 4; i++) Sync(ref parts[i]);
        if (IsLoading) value = new decimal(parts);
    }

    public void Sync(ref DateTime value)
    {
        var ticks = value.Ticks;
        Sync(ref ticks);
        value = new DateTime(ticks, DateTimeKind.Utc);
    }

    public void Sync(ref TimeSpan value)
    {
        var ticks = value.Ticks;
        Sync(ref ticks);
        value = new TimeSpan(ticks);
    }

    public void Sync(ref string? value)
    {
        var length = IsLoading || value is null ? -1 : Encoding.UTF8.GetByteCount(value);
        Sync(ref length);
        if (length < 0)
        {
            value = null;
            return;
        }
        var span = Take(length);
        if (IsLoading) value = Encoding.UTF8.GetString(span);
        else Encoding.UTF8.GetBytes(value, span);
    }

    public void SyncText(ref string value)
    {
        string? text = value;
        Sync(ref text);
        value = text ?? "";
    }

    public void Sync<T>(ref T? value) where T : struct
    {
        var hasValue = value.HasValue;
        Sync(ref hasValue);
        if (!hasValue)
        {
            value = null;
            return;
        }
        var inner = value.GetValueOrDefault();
        SyncValue(ref inner);
        value = inner;
    }

    public void SyncEnum<T>(ref T value) where T : struct, Enum
    {
        var number = IsLoading ? 0 : Convert.ToInt32(value);
        Sync(ref number);
        if (IsLoading) value = (T)Enum.ToObject(typeof(T), number);
    }

    /// Saves or restores a count, and then the caller syncs that many items.
    public int SyncCount(int count, int most = 1_000_000)
    {
        Sync(ref count);
        if (count < 0 || count > most) throw new InvalidStateException($"a count of {count} is impossible");
        return count;
    }

    public delegate void SyncItem<T>(StateStream stream, ref T item);

    public void SyncList<T>(List<T> list, SyncItem<T> syncItem)
    {
        var count = SyncCount(list.Count);
        if (IsLoading)
        {
            list.Clear();
            for (var i = 0; i < count; i++)
            {
                var item = default(T)!;
                syncItem(this, ref item);
                list.Add(item);
            }
            return;
        }
        for (var i = 0; i < count; i++)
        {
            var item = list[i];
            syncItem(this, ref item);
        }
    }

    private void SyncValue<T>(ref T value) where T : struct
    {
        switch (value)
        {
            case decimal number: Sync(ref number); value = (T)(object)number; break;
            case DateTime time: Sync(ref time); value = (T)(object)time; break;
            case TimeSpan span: Sync(ref span); value = (T)(object)span; break;
            case long integer: Sync(ref integer); value = (T)(object)integer; break;
            case double real: Sync(ref real); value = (T)(object)real; break;
            case DateOnly date:
                var day = date.DayNumber;
                Sync(ref day);
                value = (T)(object)DateOnly.FromDayNumber(day);
                break;
            default: throw new NotSupportedException($"an optional {typeof(T).Name} has no place in state yet");
        }
    }

    private Span<byte> Take(int count)
    {
        if (IsLoading)
        {
            if (count > _bytes.Length - _position) throw new InvalidStateException("the bytes end too early");
        }
        else if (count > _bytes.Length - _position)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _position + count));
        }
        var span = _bytes.AsSpan(_position, count);
        _position += count;
        return span;
    }
}

/// Saved state that can't be what this program saved.
public sealed class InvalidStateException(string message) : Exception(message);

/// Something whose whole state passes through a stream.
public interface IHasState
{
    void Sync(StateStream stream);
}

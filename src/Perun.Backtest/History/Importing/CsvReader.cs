namespace Perun.Backtest.History.Importing;

/// Lines of UTF-8 into bars, a block at a time and without making strings.
internal sealed class CsvReader(CsvPlan plan, BarDoor door)
{
    private const int LongestLine = 1 << 16;

    private readonly ColumnRole[] _roles = [.. plan.Columns];
    private readonly byte _separator = (byte)plan.Separator;
    private readonly byte _point = (byte)plan.DecimalPoint;
    private readonly bool _hasTimeOfDay = plan.Columns.Contains(ColumnRole.TimeOfDay);
    private readonly TimeText _times = new(plan.TimeStyle, plan.Zone, plan.DayOfFile);
    private readonly byte[] _rest = new byte[LongestLine];
    private int _restLength;
    private bool _isSkipping;
    private bool _isQuoted;
    private byte[]? _symbol;

    /// Lines seen.
    public long Line { get; private set; }

    public void Read(BlockReader blocks, CancellationToken cancel)
    {
        for (var block = blocks.Next(cancel); block.Length > 0; block = blocks.Next(cancel)) Take(block);
        if (_restLength > 0) TakeLine(_rest.AsSpan(0, _restLength));
    }

    private void Take(ReadOnlySpan<byte> block)
    {
        // Once there was a quote, every line is read with care.
        _isQuoted |= block.Contains((byte)'"');
        if (_restLength > 0 || _isSkipping)
        {
            var end = block.IndexOf((byte)'\n');
            var piece = end < 0 ? block : block[..end];
            Keep(piece);
            if (end < 0) return;
            EndKept();
            block = block[(end + 1)..];
        }
        while (block.IndexOf((byte)'\n') is >= 0 and var end)
        {
            TakeLine(block[..end]);
            block = block[(end + 1)..];
        }
        Keep(block);
    }

    /// The beginning of a line whose end is in the next block. One that is longer than any line of bars is not kept.
    private void Keep(ReadOnlySpan<byte> piece)
    {
        if (_restLength + piece.Length > LongestLine) _isSkipping = true;
        if (_isSkipping) return;
        piece.CopyTo(_rest.AsSpan(_restLength));
        _restLength += piece.Length;
    }

    private void EndKept()
    {
        if (_isSkipping) door.Refuse(++Line, _rest.AsSpan(0, _restLength), "it is longer than a line of bars can be");
        else TakeLine(_rest.AsSpan(0, _restLength));
        (_restLength, _isSkipping) = (0, false);
    }

    private void TakeLine(ReadOnlySpan<byte> line)
    {
        Line++;
        if (line.Length > 0 && line[^1] == '\r') line = line[..^1];
        if (Line <= plan.LinesBefore || line.IsEmpty) return;
        if (Parse(line) is { } why) door.Refuse(Line, line, why);
    }

    /// What is wrong with the line; null where it was understood.
    private string? Parse(ReadOnlySpan<byte> line)
    {
        double open = 0, high = 0, low = 0, close = 0, volume = 0;
        long time = 0;
        ReadOnlySpan<byte> date = default, clock = default;
        var rest = line;
        var point = _point;
        for (var column = 0; column < _roles.Length; column++)
        {
            if (rest.IsEmpty && column > 0 && line[^1] != _separator) return $"it has {column} of {_roles.Length} columns";
            var cell = _isQuoted ? TakeQuoted(ref rest) : TakeCell(ref rest);
            switch (_roles[column])
            {
                case ColumnRole.Time when _hasTimeOfDay: date = cell; break;
                case ColumnRole.Time: if (!_times.TryRead(cell, default, out time)) return "its time is not understood"; break;
                case ColumnRole.TimeOfDay: clock = cell; break;
                case ColumnRole.Open: if (!NumberText.TryRead(cell, point, out open)) return "its open is not a number"; break;
                case ColumnRole.High: if (!NumberText.TryRead(cell, point, out high)) return "its high is not a number"; break;
                case ColumnRole.Low: if (!NumberText.TryRead(cell, point, out low)) return "its low is not a number"; break;
                case ColumnRole.Close: if (!NumberText.TryRead(cell, point, out close)) return "its close is not a number"; break;
                case ColumnRole.Volume: if (cell.Length > 0 && !NumberText.TryRead(cell, point, out volume)) return "its volume is not a number"; break;
                case ColumnRole.Symbol: if (!IsSameSymbol(cell)) return "it is of another symbol than the first line"; break;
                case ColumnRole.None: break;
            }
        }
        if (_hasTimeOfDay && !_times.TryRead(date, clock, out time)) return "its time is not understood";
        if (plan.PriceScale != 1) (open, high, low, close) = (open / plan.PriceScale, high / plan.PriceScale, low / plan.PriceScale, close / plan.PriceScale);
        door.Take(Line, line, time, open, high, low, close, volume);
        return null;
    }

    private ReadOnlySpan<byte> TakeCell(scoped ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf(_separator);
        var cell = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return cell;
    }

    private ReadOnlySpan<byte> TakeQuoted(scoped ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty || rest[0] != '"') return TakeCell(ref rest);
        var end = rest[1..].IndexOf((byte)'"');
        if (end < 0) return TakeCell(ref rest);
        var cell = rest.Slice(1, end);
        rest = rest[(end + 2)..];
        _ = TakeCell(ref rest);
        return cell;
    }

    private bool IsSameSymbol(ReadOnlySpan<byte> cell)
    {
        _symbol ??= cell.ToArray();
        return cell.SequenceEqual(_symbol);
    }
}

using Perun.Commands.Output;

namespace Perun.Commands.Prompt;

/// What a person did with a line at the prompt.
internal enum LineEnd
{
    Entered,

    /// Ctrl-C: the line is thrown away.
    Cancelled,

    /// Ctrl-D on an empty line.
    Left,
}

/// Reads a line key by key: cursor keys, history, completion. A line longer than the terminal scrolls sideways.
internal sealed class LineEditor(string prompt, History history, Func<string, IReadOnlyList<string>> complete, TextWriter screen, Func<int> width)
{
    private readonly LineBuffer _line = new();
    private string _unsent = "";
    private int _place;

    public (LineEnd End, string Line) Read(Func<ConsoleKeyInfo> nextKey)
    {
        _line.Set("");
        _unsent = "";
        _place = history.Count;
        Draw();
        while (true)
        {
            var key = nextKey();
            if (Ending(key) is { } end)
            {
                _line.MoveToEnd();
                Draw();
                screen.WriteLine(end == LineEnd.Cancelled ? "^C" : "");
                return (end, _line.Text);
            }
            if (key.Key == ConsoleKey.Tab) Complete();
            else Edit(key);
            Draw();
        }
    }

    private LineEnd? Ending(ConsoleKeyInfo key) => key switch
    {
        { Key: ConsoleKey.Enter } or { KeyChar: '\n' or '\r' } => LineEnd.Entered,
        { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control } or { KeyChar: '\u0003' } => LineEnd.Cancelled,
        { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } or { KeyChar: '\u0004' } when _line.Text.Length == 0 => LineEnd.Left,
        _ => null,
    };

    private void Edit(ConsoleKeyInfo key)
    {
        var byWord = (key.Modifiers & (ConsoleModifiers.Control | ConsoleModifiers.Alt)) != 0;
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow when byWord: _line.MoveWordLeft(); break;
            case ConsoleKey.RightArrow when byWord: _line.MoveWordRight(); break;
            case ConsoleKey.LeftArrow: _line.MoveBy(-1); break;
            case ConsoleKey.RightArrow: _line.MoveBy(1); break;
            case ConsoleKey.Home: _line.MoveToStart(); break;
            case ConsoleKey.End: _line.MoveToEnd(); break;
            case ConsoleKey.UpArrow: Recall(-1); break;
            case ConsoleKey.DownArrow: Recall(1); break;
            case ConsoleKey.Backspace when byWord: _line.DeleteWordLeft(); break;
            case ConsoleKey.Backspace: _line.DeleteLeft(); break;
            case ConsoleKey.Delete: _line.DeleteRight(); break;
            case ConsoleKey.Escape: _line.Set(""); break;
            default: EditByLetter(key); break;
        }
    }

    private void EditByLetter(ConsoleKeyInfo key)
    {
        if (key.Modifiers == ConsoleModifiers.Control)
        {
            switch (key.Key)
            {
                case ConsoleKey.A: _line.MoveToStart(); break;
                case ConsoleKey.E: _line.MoveToEnd(); break;
                case ConsoleKey.B: _line.MoveBy(-1); break;
                case ConsoleKey.F: _line.MoveBy(1); break;
                case ConsoleKey.D: _line.DeleteRight(); break;
                case ConsoleKey.H: _line.DeleteLeft(); break;
                case ConsoleKey.K: _line.DeleteToEnd(); break;
                case ConsoleKey.U: _line.DeleteToStart(); break;
                case ConsoleKey.W: _line.DeleteWordLeft(); break;
                case ConsoleKey.P: Recall(-1); break;
                case ConsoleKey.N: Recall(1); break;
                case ConsoleKey.L: screen.Write("\u001b[H\u001b[2J"); break;
            }
            return;
        }
        if (!char.IsControl(key.KeyChar)) _line.Insert(key.KeyChar.ToString());
    }

    private void Recall(int step)
    {
        var place = _place + step;
        if (place < 0 || place > history.Count) return;
        if (_place == history.Count) _unsent = _line.Text;
        _place = place;
        _line.Set(place == history.Count ? _unsent : history[place]);
    }

    /// One candidate is taken; of several, what they have in common, and then they are listed.
    private void Complete()
    {
        var typed = LineWords.ForCompletion(_line.BeforeCursor)[^1];
        var candidates = complete(_line.BeforeCursor);
        if (candidates.Count == 0) return;
        if (candidates.Count == 1)
        {
            _line.Replace(typed.Length, candidates[0] + " ");
            return;
        }
        var common = CommonStart(candidates);
        if (common.Length > typed.Length)
        {
            _line.Replace(typed.Length, common);
            return;
        }
        screen.WriteLine();
        foreach (var line in TextWrap.Lines(string.Join("  ", candidates), width() - 1)) screen.WriteLine(line);
    }

    private static string CommonStart(IReadOnlyList<string> candidates)
    {
        var length = candidates[0].Length;
        foreach (var candidate in candidates)
            length = Math.Min(length, candidates[0].AsSpan().CommonPrefixLength(candidate));
        return candidates[0][..length];
    }

    private void Draw()
    {
        var room = Math.Max(width() - prompt.Length - 1, 10);
        var from = Math.Max(_line.Cursor - room, 0);
        var shown = _line.Text.Substring(from, Math.Min(room, _line.Text.Length - from));
        screen.Write($"\r{prompt}{shown}\u001b[K\r\u001b[{prompt.Length + _line.Cursor - from}C");
        screen.Flush();
    }
}

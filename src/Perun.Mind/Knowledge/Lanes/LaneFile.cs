using System.Globalization;
using Perun.Core.Names;

namespace Perun.Mind.Knowledge.Lanes;

/// <param name="Line">From 1.</param>
public sealed record LaneMistake(int Line, string Text)
{
    public override string ToString() => $"line {Line}: {Text}";
}

/// What came of reading a lanes file: the lanes, or all that is wrong with it.
public sealed record LaneReading(LaneSet? Lanes, IReadOnlyList<LaneMistake> Mistakes);

/// The lanes as the user edits them: a section for each lane, a line for each of its numbers, comments after #.
public static class LaneFile
{
    public const int MostLanes = 32;
    private const int MostLetters = 1_000_000;
    private const string WindowKey = "window";

    public static LaneReading Read(string text)
    {
        if (text.Length > MostLetters) return new LaneReading(null, [new LaneMistake(1, $"the file has more than {MostLetters} letters: that can't be lanes")]);
        var reading = new Reading();
        var line = 0;
        foreach (var raw in text.AsSpan().EnumerateLines()) reading.Take(++line, WithoutComment(raw).Trim());
        return reading.Finish();
    }

    /// A # begins a comment at the start of a line or after a space, so that ids may have one.
    private static ReadOnlySpan<char> WithoutComment(ReadOnlySpan<char> line)
    {
        for (var i = 0; i < line.Length; i++)
            if (line[i] == '#' && (i == 0 || char.IsWhiteSpace(line[i - 1]))) return line[..i];
        return line;
    }

    private sealed class Reading
    {
        private readonly List<(int Line, Lane Lane)> _lanes = [];
        private readonly List<LaneMistake> _mistakes = [];
        private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
        private (int Line, Lane Lane)? _open;
        private int _window = LaneSet.DefaultWindow;

        public void Take(int line, ReadOnlySpan<char> text)
        {
            if (text.IsEmpty || (line == 1 && text is "\uFEFF")) return;
            if (line == 1) text = text.TrimStart('\uFEFF');
            if (text[0] == '[') BeginLane(line, text);
            else if (text.IndexOf('=') is var equals and > 0) Set(line, text[..equals].Trim().ToString().ToLowerInvariant(), text[(equals + 1)..].Trim().ToString());
            else Mistake(line, $"\"{Shown(text.ToString())}\" is neither a lane in brackets nor \"name = value\"");
        }

        public LaneReading Finish()
        {
            Close();
            if (_lanes.Count == 0 && _mistakes.Count == 0) Mistake(1, "there is no lane: begin one with its name in brackets, like [market-data]");
            LaneChecks.Look(_lanes, _window, Mistake);
            return _mistakes.Count > 0
                ? new LaneReading(null, [.. _mistakes.OrderBy(mistake => mistake.Line)])
                : new LaneReading(new LaneSet([.. _lanes.Select(one => one.Lane)], _window), []);
        }

        private void BeginLane(int line, ReadOnlySpan<char> text)
        {
            Close();
            _keys.Clear();
            var id = text.Trim("[]").Trim().ToString();
            if (text[^1] != ']' || !IsName(id)) Mistake(line, $"a lane begins with its name in brackets, like [market-data], small letters, digits and hyphens; this is {Shown(text.ToString())}");
            else if (_lanes.Exists(one => one.Lane.Id == id)) Mistake(line, $"there is a lane [{id}] already, on line {_lanes.Find(one => one.Lane.Id == id).Line}");
            else if (_lanes.Count == MostLanes) Mistake(line, $"there may be {MostLanes} lanes and no more");
            // A lane with a bad name is still read, so that the mistakes in it are found in the same go.
            _open = (line, new Lane { Id = id, Name = id, Filter = [new TagMatch(Tag.Lane, id)] });
        }

        private void Close()
        {
            if (_open is { } done) _lanes.Add(done);
            _open = null;
        }

        private void Set(int line, string key, string value)
        {
            if (!_keys.Add(key)) Mistake(line, $"{key} is set twice");
            else if (_open is { } open)
            {
                if (!LaneFields.Known.TryGetValue(key, out var field)) Mistake(line, $"a lane has no \"{Shown(key)}\"; {Nearest.Question(key, LaneFields.Known.Keys) ?? $"it has {string.Join(", ", LaneFields.Known.Keys)}"}");
                else if (field.Set(open.Lane, value) is { } changed) _open = (open.Line, changed);
                else Mistake(line, $"{key} is {field.Wanted}, not \"{Shown(value)}\"");
            }
            else if (key != WindowKey) Mistake(line, $"before the first lane only \"{WindowKey} = 35\" may stand, not \"{Shown(key)}\"");
            else if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _window) || _window is < 1 or > 1000) Mistake(line, $"{WindowKey} is how many items a note may have, 1 to 1000, not \"{Shown(value)}\"");
        }

        private void Mistake(int line, string text) => _mistakes.Add(new LaneMistake(line, text));

        private static bool IsName(string id) => id.Length is > 0 and <= 40 && id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

        private static string Shown(string text) => text.Length <= 60 ? text : $"{text[..60]}…";
    }
}

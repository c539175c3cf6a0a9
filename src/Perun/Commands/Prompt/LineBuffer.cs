namespace Perun.Commands.Prompt;

/// A line being typed, and where in it the cursor stands.
internal sealed class LineBuffer
{
    public string Text { get; private set; } = "";

    public int Cursor { get; private set; }

    public string BeforeCursor => Text[..Cursor];

    public void Set(string text)
    {
        Text = text;
        Cursor = text.Length;
    }

    public void Insert(string text)
    {
        if (Text.Length + text.Length > History.LongestLine) return;
        Text = Text.Insert(Cursor, text);
        Cursor += text.Length;
    }

    public void MoveBy(int letters) => Cursor = Math.Clamp(Cursor + letters, 0, Text.Length);

    public void MoveToStart() => Cursor = 0;

    public void MoveToEnd() => Cursor = Text.Length;

    public void MoveWordLeft() => Cursor = WordStart();

    public void MoveWordRight()
    {
        while (Cursor < Text.Length && Text[Cursor] == ' ') Cursor++;
        while (Cursor < Text.Length && Text[Cursor] != ' ') Cursor++;
    }

    public void DeleteLeft() => RemoveBack(Math.Max(Cursor - 1, 0));

    public void DeleteRight()
    {
        if (Cursor < Text.Length) Text = Text.Remove(Cursor, 1);
    }

    public void DeleteWordLeft() => RemoveBack(WordStart());

    public void DeleteToStart() => RemoveBack(0);

    public void DeleteToEnd() => Text = Text[..Cursor];

    /// Puts a word in the place of the last letters before the cursor.
    public void Replace(int letters, string word)
    {
        RemoveBack(Cursor - letters);
        Insert(word);
    }

    private int WordStart()
    {
        var at = Cursor;
        while (at > 0 && Text[at - 1] == ' ') at--;
        while (at > 0 && Text[at - 1] != ' ') at--;
        return at;
    }

    private void RemoveBack(int from)
    {
        Text = Text.Remove(from, Cursor - from);
        Cursor = from;
    }
}

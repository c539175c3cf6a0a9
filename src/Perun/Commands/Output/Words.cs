namespace Perun.Commands.Output;

/// How words are meant. A terminal shows it in colour, a file does without.
internal enum Tone
{
    Plain,
    Strong,
    Quiet,
    Good,
    Bad,
    Warning,
}

/// Some words in one tone.
internal readonly record struct Words(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator Words(string text) => new(text);

    public static Words Strong(string text) => new(text, Tone.Strong);

    public static Words Quiet(string text) => new(text, Tone.Quiet);

    public static Words Good(string text) => new(text, Tone.Good);

    public static Words Bad(string text) => new(text, Tone.Bad);

    public static Words Warning(string text) => new(text, Tone.Warning);
}

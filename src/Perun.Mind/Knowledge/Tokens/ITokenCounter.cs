namespace Perun.Mind.Knowledge.Tokens;

/// Says what a text costs a model. The same text always costs the same while a note is written.
public interface ITokenCounter
{
    /// How it counts, in a few words: stated beside every count.
    string Name { get; }

    int Count(ReadOnlySpan<char> text);
}

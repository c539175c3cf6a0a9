using System.Text;

namespace Perun.Mind.Knowledge.Tokens;

/// The bound that no vocabulary of bytes can pass, whatever the text: a token is at least a byte. Safe and wasteful.
public sealed class ByteTokens : ITokenCounter
{
    public static ByteTokens Instance { get; } = new();

    private ByteTokens()
    {
    }

    public string Name => "bytes";

    public int Count(ReadOnlySpan<char> text) => Encoding.UTF8.GetByteCount(text);
}

using System.Runtime.CompilerServices;

namespace Perun.Engine.Risk;

/// The words of a refusal. Where nobody reads them they are not made: a search refuses a million times and asks only for the codes.
[InterpolatedStringHandler]
public ref struct Words
{
    private DefaultInterpolatedStringHandler _text;
    private readonly bool _isWanted;

    public Words(int literals, int holes, AccountView account, out bool isWanted)
    {
        _isWanted = isWanted = account.WantsWords;
        if (isWanted) _text = new DefaultInterpolatedStringHandler(literals, holes);
    }

    public void AppendLiteral(string literal) => _text.AppendLiteral(literal);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public void AppendFormatted<T>(T value, string format) => _text.AppendFormatted(value, format);

    internal string Take() => _isWanted ? _text.ToStringAndClear() : "";
}

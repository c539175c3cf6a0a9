using Perun.Commands.Output;

namespace Perun.Commands.Archive;

/// A line that counts where a person watches; nothing where nobody does.
internal sealed class Counter(Terminal terminal, string unit, long step = 1) : IProgress<int>, IProgress<long>
{
    private long _shown = -1;

    public void Report(int value) => Report((long)value);

    public void Report(long value)
    {
        if (!terminal.IsErrorRich || value / step == _shown) return;
        _shown = value / step;
        terminal.Error.Write($"\r{_shown:#,##0} {unit} ");
    }

    public void End()
    {
        if (_shown >= 0) terminal.Error.Write("\r\u001b[K");
    }
}

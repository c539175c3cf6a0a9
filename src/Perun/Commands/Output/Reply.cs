using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Perun.Commands.Output;

/// Where a command's answer goes: text for a person, or one JSON document on standard output and nothing else there.
internal sealed class Reply(Terminal terminal, bool isJson)
{
    private IPrinter? _remarks;

    public bool IsJson => isJson;

    public IPrinter Printer { get; } = isJson ? terminal.ErrorPrinter() : terminal.Printer();

    /// What is worth knowing and is no part of the answer.
    public void Remark(string text)
    {
        _remarks ??= terminal.ErrorPrinter();
        foreach (var line in TextWrap.Lines(text, _remarks.Width)) _remarks.Line(new Words(line, Tone.Warning));
    }

    public void Document<T>(T value, JsonTypeInfo<T> type) => terminal.Output.WriteLine(JsonSerializer.Serialize(value, type));
}

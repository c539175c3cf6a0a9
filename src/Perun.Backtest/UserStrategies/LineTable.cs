using System.Diagnostics;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Perun.Backtest.UserStrategies;

/// From a place in compiled code to the line it was written on. Read by ourselves, because a stack of a hundred thousand
/// frames, which is how endless calls end, would be looked up frame by frame.
internal sealed class LineTable(byte[] assembly)
{
    private const int RowOfToken = 0x00FFFFFF;

    /// Null where no line is known.
    public int? LineOf(StackFrame frame)
    {
        if (frame.GetMethod() is not { } method) return null;
        using var file = new PEReader(new MemoryStream(assembly));
        var symbols = file.ReadDebugDirectory().FirstOrDefault(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        if (symbols.DataSize == 0) return null;
        using var provider = file.ReadEmbeddedPortablePdbDebugDirectoryData(symbols);
        var reader = provider.GetMetadataReader();
        var handle = MetadataTokens.MethodDefinitionHandle(method.MetadataToken & RowOfToken).ToDebugInformationHandle();
        int? line = null;
        foreach (var point in reader.GetMethodDebugInformation(handle).GetSequencePoints())
        {
            if (point.IsHidden) continue;
            if (line is not null && point.Offset > frame.GetILOffset()) break;
            line = point.StartLine;
        }
        return line;
    }
}

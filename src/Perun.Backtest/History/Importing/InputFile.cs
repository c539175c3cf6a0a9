using System.IO.Compression;

namespace Perun.Backtest.History.Importing;

/// A file to read: plain, a .gz, or an entry of a .zip.
internal sealed record InputFile(string Path, string? Entry)
{
    private static readonly string[] Readable = [".csv", ".txt", ".tsv", ".json", ".zip", ".gz"];

    /// The name of what is inside, without folders.
    public string Name => System.IO.Path.GetFileName(Entry ?? (IsGzip(Path) ? Path[..^3] : Path));

    public string Shown => Entry is null ? Path : $"{Path}#{Entry}";

    public static IReadOnlyList<InputFile> Find(IReadOnlyList<string> paths) => [.. paths.SelectMany(FilesOf).SelectMany(EntriesOf)];

    public Stream Open()
    {
        var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1);
        if (IsGzip(Path)) return new GZipStream(file, CompressionMode.Decompress);
        if (Entry is null) return file;
        return new EntryStream(new ZipArchive(file), Entry);
    }

    /// The beginning, for guessing.
    public byte[] Head(int bytes)
    {
        using var stream = Open();
        var head = new byte[bytes];
        try
        {
            return head[..stream.ReadAtLeast(head, bytes, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException failure)
        {
            throw Broken(failure);
        }
    }

    public HistoryException Broken(Exception failure) =>
        new(HistoryTrouble.Unreadable, $"{Shown} can't be unpacked ({failure.Message.TrimEnd('.')}): get it again.", failure);

    private static IEnumerable<string> FilesOf(string path)
    {
        if (Directory.Exists(path))
            return Directory.EnumerateFiles(path).Where(file => Readable.Contains(System.IO.Path.GetExtension(file).ToLowerInvariant())).Order(StringComparer.Ordinal);
        if (File.Exists(path)) return [path];
        throw new HistoryException(HistoryTrouble.Misuse, $"There is no file {path}: check its name.");
    }

    private static IEnumerable<InputFile> EntriesOf(string path)
    {
        if (!path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)) return [new InputFile(path, null)];
        try
        {
            using var archive = ZipFile.OpenRead(path);
            return [.. archive.Entries.Where(entry => entry.Length > 0).OrderBy(entry => entry.FullName, StringComparer.Ordinal).Select(entry => new InputFile(path, entry.FullName))];
        }
        catch (InvalidDataException failure)
        {
            throw new InputFile(path, null).Broken(failure);
        }
    }

    private static bool IsGzip(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    /// An entry's stream that closes its archive.
    private sealed class EntryStream(ZipArchive archive, string entry) : Stream
    {
        private readonly Stream _stream = archive.GetEntry(entry)!.Open();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => _stream.Read(buffer, offset, count);

        public override int Read(Span<byte> buffer) => _stream.Read(buffer);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _stream.Dispose();
            archive.Dispose();
            base.Dispose(disposing);
        }
    }
}

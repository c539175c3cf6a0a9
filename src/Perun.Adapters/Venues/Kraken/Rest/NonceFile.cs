using System.Globalization;

namespace Perun.Adapters.Venues.Kraken.Rest;

/// A floor in a file. A disk that is full or gone must not keep protective orders from being sent, so trouble with the file is
/// no trouble of the request: only a clock that is set back before the next start would then be noticed, by a refused nonce.
internal sealed class NonceFile(string path) : INonceFloor
{
    public static NonceFile In(string folder, KrakenKey key) => new(Path.Combine(folder, $"kraken-nonce-{key.Fingerprint}"));

    public long Read()
    {
        try
        {
            return File.Exists(path) && long.TryParse(File.ReadAllText(path).AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var floor) ? floor : 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    public void Write(long floor)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var draft = path + ".new";
            File.WriteAllText(draft, floor.ToString(CultureInfo.InvariantCulture));
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // See above.
        }
    }
}

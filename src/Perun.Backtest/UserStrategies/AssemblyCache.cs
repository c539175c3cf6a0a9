using System.Security.Cryptography;
using System.Text;
using Perun.Core.Strategies;

namespace Perun.Backtest.UserStrategies;

/// Compiled strategies by the hash of all they were made of. Losing it costs a second, so a disk that can't be written is no failure.
internal sealed class AssemblyCache(string folder)
{
    private const int MostKept = 100;

    /// To be raised whenever files are compiled differently.
    private const string Recipe = "1";

    public static string KeyOf(string file, string source)
    {
        var core = typeof(IStrategy).Assembly.ManifestModule.ModuleVersionId;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Recipe}\n{Environment.Version}\n{core}\n{file}\n{source}")));
    }

    public byte[]? Find(string key)
    {
        try
        {
            return File.Exists(PathOf(key)) ? File.ReadAllBytes(PathOf(key)) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Keep(string key, byte[] assembly)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var fresh = PathOf(key) + "." + Guid.NewGuid().ToString("N");
            File.WriteAllBytes(fresh, assembly);
            File.Move(fresh, PathOf(key), overwrite: true);
            foreach (var old in new DirectoryInfo(folder).GetFiles().OrderByDescending(file => file.LastWriteTimeUtc).Skip(MostKept)) old.Delete();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It will be compiled again.
        }
    }

    private string PathOf(string key) => Path.Combine(folder, key + ".dll");
}

using System.Security.Cryptography;
using System.Text;
using Perun.Simulation.Randomness;

namespace Perun.VenueServers.Alpaca;

/// UUIDs that are the same whenever the same happens in the same world.
internal sealed class Identities(ulong seed, string name)
{
    private RandomStream _random = RandomStream.Named(seed, name);

    public Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, _random.Next());
        BitConverter.TryWriteBytes(bytes[8..], _random.Next());
        return Of(bytes);
    }

    /// Of a thing that has it in every world.
    public static Guid Of(string name) => Of(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));

    private static Guid Of(Span<byte> bytes)
    {
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}

using Perun.Simulation.Randomness;

namespace Perun.VenueServers.Kraken.Accounts;

/// Names of orders, trades and ledger entries: a letter and fifteen more characters in three groups, the same ones for the same seed.
internal sealed class NameMaker(ulong seed, string account)
{
    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private RandomStream _random = RandomStream.Named(seed, $"names of {account}");

    public string Order() => Name('O');

    public string Trade() => Name('T');

    public string Ledger() => Name('L');

    /// For sessions: not to be guessed from outside, still the same for the same seed.
    public string Token()
    {
        Span<byte> bytes = stackalloc byte[32];
        for (var place = 0; place < bytes.Length; place++) bytes[place] = (byte)_random.NextBelow(256);
        return Convert.ToBase64String(bytes).TrimEnd('=');
    }

    private string Name(char kind)
    {
        Span<char> name = stackalloc char[19];
        for (var place = 0; place < name.Length; place++) name[place] = place is 6 or 12 ? '-' : Characters[_random.NextBelow(Characters.Length)];
        name[0] = kind;
        return new string(name);
    }
}

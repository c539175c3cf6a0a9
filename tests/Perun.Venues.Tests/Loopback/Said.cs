using System.Text;

namespace Perun.Venues.Tests.Loopback;

/// What it answers.
/// <param name="Claimed">The length it claims to have; null for the true one.</param>
/// <param name="Fate">What happens to the connection.</param>
internal sealed record Said(int Status, byte[] Body, IReadOnlyDictionary<string, string>? Headers = null, int? Claimed = null, Fate Fate = Fate.Whole)
{
    public static Said Json(string json, int status = 200, params (string Name, string Value)[] headers) =>
        new(status, Encoding.UTF8.GetBytes(json), headers.Append(("Content-Type", "application/json")).ToDictionary(pair => pair.Item1, pair => pair.Item2));

    public static Said Page(int status = 200) => new(status, "<!doctype html><html><body>Bad gateway</body></html>"u8.ToArray());

    public static Said Nothing(int status = 204) => new(status, []);

    /// The connection is torn down instead of an answer.
    public static Said Reset { get; } = new(200, [], Fate: Fate.Reset);

    /// It never comes.
    public static Said Never { get; } = new(200, [], Fate: Fate.Never);

    /// Half of it comes, and then the end of the connection.
    public static Said HalfOf(string json)
    {
        var whole = Encoding.UTF8.GetBytes(json);
        return new Said(200, whole[..(whole.Length / 2)], Claimed: whole.Length);
    }
}

internal enum Fate
{
    Whole,
    Reset,
    Never,
}

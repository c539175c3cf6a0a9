namespace Perun.Faults.Tests.Page;

/// One fault of the catalogue, and what Perun makes of it: a line of the table.
/// <param name="number">In the catalogue, like "F01".</param>
/// <param name="happens">At the venue, or on the way to it.</param>
/// <param name="does">What Perun does, as the test proves it.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FaultAttribute(string number, string happens, string does) : Attribute
{
    public string Number => number;

    public string Happens => happens;

    public string Does => does;
}

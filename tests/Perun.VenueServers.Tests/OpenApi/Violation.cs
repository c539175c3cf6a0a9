namespace Perun.VenueServers.Tests.OpenApi;

/// Something that a document has and its schema does not allow.
/// <param name="Schema">The named schema that it stands in.</param>
/// <param name="Member">The member of that schema; empty for the whole.</param>
/// <param name="Rule">The keyword that it breaks; "unknown" for a member that the schema does not know.</param>
/// <param name="Where">The way to it in the document.</param>
public sealed record Violation(string Schema, string Member, string Rule, string Where, string What)
{
    public override string ToString() => $"{Where}: {What} ({Schema}.{Member} {Rule})";
}

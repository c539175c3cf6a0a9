namespace Perun.Web.Gates;

/// Marks a route that anyone on this machine may read. What lacks it needs the token.
internal sealed record NeedsNoToken;

using Perun.Commands;

namespace Perun.Tests.Minds;

internal sealed class AuditEquality : IEqualityComparer<AuditReport>
{
    public bool Equals(AuditReport? one, AuditReport? other) =>
        one is not null && other is not null && one.Problems.SequenceEqual(other.Problems) && one with { Problems = [] } == other with { Problems = [] };

    public int GetHashCode(AuditReport report) => report.Links.GetHashCode();
}

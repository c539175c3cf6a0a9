namespace Perun.Faults.Tests.Page;

/// Tests of faults: what came of each goes on record.
public abstract class FaultTests : IDisposable
{
    public void Dispose()
    {
        FaultRecord.Take(TestContext.Current);
        GC.SuppressFinalize(this);
    }
}

using System.Collections.Concurrent;
using System.Reflection;
using Perun.Faults.Tests.Page;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(FaultRecord))]

namespace Perun.Faults.Tests.Page;

/// What came of each fault in this run, printed as a table at its end.
public sealed class FaultRecord : IDisposable
{
    private static readonly ConcurrentDictionary<string, (int Passed, int Failed)> Seen = new(StringComparer.Ordinal);

    /// To be called when a test is over.
    public static void Take(ITestContext test)
    {
        if (test.TestMethod is not IXunitTestMethod { Method: { } method } || method.GetCustomAttribute<FaultAttribute>() is not { } fault) return;
        var hasPassed = test.TestState?.Result == TestResult.Passed;
        Seen.AddOrUpdate(fault.Number, _ => hasPassed ? (1, 0) : (0, 1), (_, before) => hasPassed ? (before.Passed + 1, before.Failed) : (before.Passed, before.Failed + 1));
    }

    public void Dispose()
    {
        foreach (var line in FaultLine.All)
        {
            if (!Seen.TryGetValue(line.Fault.Number, out var nights)) continue;
            var result = nights.Failed > 0 ? $"FAILED {nights.Failed} of {nights.Passed + nights.Failed}" : $"passed {nights.Passed}";
            Console.WriteLine($"fault {line.Fault.Number} {line.Group,-6} {string.Join('+', line.Houses),-13} {result,-9} | {line.Fault.Happens} | {line.Fault.Does}");
        }
    }
}

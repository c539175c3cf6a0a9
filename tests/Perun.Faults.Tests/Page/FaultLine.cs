using System.Reflection;
using Perun.Faults.Tests.Harness;

namespace Perun.Faults.Tests.Page;

/// A fault with the test that makes it.
internal sealed record FaultLine(FaultAttribute Fault, MethodInfo Test)
{
    /// All of them, in the order of their numbers.
    public static IReadOnlyList<FaultLine> All { get; } =
    [
        .. typeof(FaultLine).Assembly.GetTypes().SelectMany(static type => type.GetMethods())
            .Select(static method => (method.GetCustomAttribute<FaultAttribute>(), method))
            .Where(static one => one.Item1 is not null).Select(static one => new FaultLine(one.Item1!, one.method))
            .OrderBy(static line => line.Fault.Number, StringComparer.Ordinal),
    ];

    /// The folder of its test.
    public string Group => Test.DeclaringType!.Namespace!.Split('.')[^1].ToLowerInvariant();

    /// Where its rows pass.
    public IReadOnlyList<House> Houses => [.. Rows().Select(static row => row.OfType<House>().FirstOrDefault()).Distinct().Order()];

    public int Nights => Rows().Count();

    private IEnumerable<object?[]> Rows() => Test.GetCustomAttributes<InlineDataAttribute>().Select(static row => row.Data);
}

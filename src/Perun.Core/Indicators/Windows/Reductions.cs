using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Perun.Core.Indicators.Windows;

/// One number from a window. Always four lanes, never as many as the machine has: the order of additions, and so the result, is the same on every machine.
internal static class Reductions
{
    public static double SquaredDistance(ReadOnlySpan<double> values, double from)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var inLanes = InLanes(values.Length);
        var center = Vector256.Create(from);
        var lanes = Vector256<double>.Zero;
        for (var i = 0; i < inLanes; i += 4)
        {
            var distance = Vector256.LoadUnsafe(ref first, (nuint)i) - center;
            lanes = Vector256.FusedMultiplyAdd(distance, distance, lanes);
        }
        var sum = Sum(lanes);
        for (var i = inLanes; i < values.Length; i++)
        {
            var distance = values[i] - from;
            sum = Math.FusedMultiplyAdd(distance, distance, sum);
        }
        return sum;
    }

    /// Four squared distances at once, of the windows that start at the first, second, third and fourth value, each bit for bit what SquaredDistance answers for it.
    public static Vector256<double> SquaredDistances(ref double first, int length, Vector256<double> from)
    {
        var inLanes = InLanes(length);
        Vector256<double> lane0 = default, lane1 = default, lane2 = default, lane3 = default;
        for (var i = 0; i < inLanes; i += 4)
        {
            var distance0 = Vector256.LoadUnsafe(ref first, (nuint)i) - from;
            var distance1 = Vector256.LoadUnsafe(ref first, (nuint)(i + 1)) - from;
            var distance2 = Vector256.LoadUnsafe(ref first, (nuint)(i + 2)) - from;
            var distance3 = Vector256.LoadUnsafe(ref first, (nuint)(i + 3)) - from;
            lane0 = Vector256.FusedMultiplyAdd(distance0, distance0, lane0);
            lane1 = Vector256.FusedMultiplyAdd(distance1, distance1, lane1);
            lane2 = Vector256.FusedMultiplyAdd(distance2, distance2, lane2);
            lane3 = Vector256.FusedMultiplyAdd(distance3, distance3, lane3);
        }
        var sum = lane0 + lane2 + (lane1 + lane3);
        for (var i = inLanes; i < length; i++)
        {
            var distance = Vector256.LoadUnsafe(ref first, (nuint)i) - from;
            sum = Vector256.FusedMultiplyAdd(distance, distance, sum);
        }
        return sum;
    }

    public static double AbsoluteDistance(ReadOnlySpan<double> values, double from)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var inLanes = InLanes(values.Length);
        var center = Vector256.Create(from);
        var lanes = Vector256<double>.Zero;
        for (var i = 0; i < inLanes; i += 4)
            lanes += Vector256.Abs(Vector256.LoadUnsafe(ref first, (nuint)i) - center);
        var sum = Sum(lanes);
        for (var i = inLanes; i < values.Length; i++) sum += Math.Abs(values[i] - from);
        return sum;
    }

    /// The sum of each value's distance from `from`, times its weight.
    public static double WeightedDistance(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, double from)
    {
        weights = weights[..values.Length];
        ref var firstValue = ref MemoryMarshal.GetReference(values);
        ref var firstWeight = ref MemoryMarshal.GetReference(weights);
        var inLanes = InLanes(values.Length);
        var center = Vector256.Create(from);
        var lanes = Vector256<double>.Zero;
        for (var i = 0; i < inLanes; i += 4)
        {
            var distance = Vector256.LoadUnsafe(ref firstValue, (nuint)i) - center;
            lanes = Vector256.FusedMultiplyAdd(distance, Vector256.LoadUnsafe(ref firstWeight, (nuint)i), lanes);
        }
        var sum = Sum(lanes);
        for (var i = inLanes; i < values.Length; i++) sum = Math.FusedMultiplyAdd(values[i] - from, weights[i], sum);
        return sum;
    }

    public static double Highest(ReadOnlySpan<double> values)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var inLanes = InLanes(values.Length);
        var lanes = Vector256.Create(double.NegativeInfinity);
        for (var i = 0; i < inLanes; i += 4)
            lanes = Vector256.MaxNative(lanes, Vector256.LoadUnsafe(ref first, (nuint)i));
        var pairs = Vector128.MaxNative(lanes.GetLower(), lanes.GetUpper());
        var highest = double.MaxNative(pairs[0], pairs[1]);
        for (var i = inLanes; i < values.Length; i++) highest = double.MaxNative(highest, values[i]);
        return highest;
    }

    public static double Lowest(ReadOnlySpan<double> values)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var inLanes = InLanes(values.Length);
        var lanes = Vector256.Create(double.PositiveInfinity);
        for (var i = 0; i < inLanes; i += 4)
            lanes = Vector256.MinNative(lanes, Vector256.LoadUnsafe(ref first, (nuint)i));
        var pairs = Vector128.MinNative(lanes.GetLower(), lanes.GetUpper());
        var lowest = double.MinNative(pairs[0], pairs[1]);
        for (var i = inLanes; i < values.Length; i++) lowest = double.MinNative(lowest, values[i]);
        return lowest;
    }

    /// How many values go through the lanes, four by four. Never the youngest: it was written a moment ago, and a wider load has to wait until that has left the store buffer.
    private static int InLanes(int length) => (length - 1) & ~3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Sum(Vector256<double> lanes)
    {
        var pairs = lanes.GetLower() + lanes.GetUpper();
        return pairs[0] + pairs[1];
    }
}

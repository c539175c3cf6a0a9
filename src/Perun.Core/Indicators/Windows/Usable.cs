using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Perun.Core.Bars;

namespace Perun.Core.Indicators.Windows;

/// What an indicator lets in. Below 1e100 no square, product with a volume, or sum of a window can overflow; NaN fails every comparison.
internal static class Usable
{
    private const double Limit = 1e100;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Number(double value) => Math.Abs(value) < Limit;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Prices(in Bar bar) => Math.Abs(bar.High) + Math.Abs(bar.Low) + Math.Abs(bar.Close) < Limit;

    /// Less volume than none is no volume that could be meant.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool PricesAndVolume(in Bar bar) => Prices(in bar) && bar.Volume is >= 0 and < Limit;

    public static bool All(ReadOnlySpan<double> values)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var whole = values.Length - (values.Length % 4);
        var limit = Vector256.Create(Limit);
        var isUsable = Vector256<double>.AllBitsSet;
        for (var i = 0; i < whole; i += 4)
            isUsable &= Vector256.LessThan(Vector256.Abs(Vector256.LoadUnsafe(ref first, (nuint)i)), limit);
        var areAll = Vector256.EqualsAll(isUsable.AsUInt64(), Vector256<ulong>.AllBitsSet);
        for (var i = whole; i < values.Length; i++) areAll &= Number(values[i]);
        return areAll;
    }
}

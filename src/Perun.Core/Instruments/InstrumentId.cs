namespace Perun.Core.Instruments;

/// The place of an instrument in the universe: a small number, so that state about instruments lives in arrays.
public readonly record struct InstrumentId(int Value)
{
    public override string ToString() => $"#{Value}";
}

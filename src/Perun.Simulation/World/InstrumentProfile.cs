using Perun.Core.Instruments;

namespace Perun.Simulation.World;

/// The markets whose moods the world keeps.
public enum WorldMarket
{
    Equities,
    Crypto,
}

/// How an instrument of the world behaves.
/// <param name="Name">What news calls it.</param>
/// <param name="Sector">What it moves with beside its market.</param>
/// <param name="StartPrice">In the first minute of the world.</param>
/// <param name="Beta">How much of its market's return it takes.</param>
/// <param name="SectorBeta">How much of its sector's return it takes.</param>
/// <param name="OwnDailyVolatility">The deviation of a day's return that is its own.</param>
/// <param name="DailyTurnover">What trades on a usual day, in the quote currency.</param>
public sealed record InstrumentProfile(
    Instrument Instrument,
    string Name,
    string Sector,
    double StartPrice,
    double Beta,
    double SectorBeta,
    double OwnDailyVolatility,
    double DailyTurnover)
{
    public WorldMarket Market => Instrument.AssetClass == AssetClass.Crypto ? WorldMarket.Crypto : WorldMarket.Equities;

    /// It holds the market and has no news of its own.
    public bool IsFund { get; init; }
}

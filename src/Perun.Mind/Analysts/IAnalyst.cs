using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Signals;

namespace Perun.Mind.Analysts;

/// Anything that proposes. It may be slow and it may fail: its answer goes to the engine as an event and is checked for age
/// there, and a failure is an answer of nothing, told to the user.
public interface IAnalyst
{
    string Name { get; }

    /// One pass over the market. A rule answers at once; a model takes its time, within the token's patience.
    ValueTask<Analysis> ProposeAsync(MarketBrief brief, CancellationToken cancel);
}

/// An analyst (or anything else) that follows the market minute by minute. Called on the trading loop: be quick, never wait.
public interface IFollowsBars
{
    void See(InstrumentId instrument, in Bar minute);
}

/// What an analyst is told at the start of a pass.
public sealed record MarketBrief(DateTime AsOf, IReadOnlyList<InstrumentBrief> Instruments);

/// <param name="Held">Signed: what the account holds.</param>
public sealed record InstrumentBrief(InstrumentId Id, Instrument Instrument, bool IsOpen, double Price, decimal Held);

/// What came of a pass.
/// <param name="Failure">Why there is no answer; null when there is one.</param>
public sealed record Analysis(IReadOnlyList<Signal> Signals, string? Failure = null)
{
    public static Analysis Nothing { get; } = new([]);

    public static Analysis Failed(string why) => new([], why);
}

using Perun.Core.Instruments;
using Perun.Simulation.Exchange;

namespace Perun.Backtest.Straight;

/// The rate of a fill, which falls with what was traded in the thirty days before its day, as the venue counts it. What is too
/// close to the border of a tier to be told in doubles goes through messages.
internal sealed class StraightTiers(ExchangeRules venue, Instrument instrument)
{
    private const int Days = 30;
    private const double TooClose = 1e-9;

    private readonly IReadOnlyList<FeeTier> _tiers = instrument.AssetClass == AssetClass.Crypto ? venue.CryptoTiers : [];
    private readonly bool _hasTiers = instrument.AssetClass == AssetClass.Crypto && venue.CryptoTiers.Count > 0;
    private readonly FeeRate _maker = new(instrument.Fees.MakerRate, (double)instrument.Fees.MakerRate);
    private readonly FeeRate _taker = new(instrument.Fees.TakerRate, (double)instrument.Fees.TakerRate);
    private readonly double[] _traded = new double[Days + 1];
    private int _today;

    public bool IsInDoubt { get; private set; }

    public void Reset()
    {
        Array.Clear(_traded);
        (_today, IsInDoubt) = (0, false);
    }

    public FeeRate RateOf(Liquidity liquidity, long time)
    {
        if (!_hasTiers) return liquidity == Liquidity.Maker ? _maker : _taker;
        var rate = instrument.Fees.RateOf(liquidity);
        MoveTo((int)(time / TimeSpan.TicksPerDay));
        var before = 0.0;
        for (var i = 0; i < _traded.Length; i++)
            if (i != _today % _traded.Length) before += _traded[i];
        foreach (var tier in _tiers)
        {
            var border = (double)tier.Volume;
            if (Math.Abs(before - border) < TooClose * border) IsInDoubt = true;
            if (before < border) break;
            rate = liquidity == Liquidity.Maker ? tier.MakerRate : tier.TakerRate;
        }
        return new FeeRate(rate, (double)rate);
    }

    public void Add(double notional)
    {
        if (_hasTiers) _traded[_today % _traded.Length] += notional;
    }

    private void MoveTo(int day)
    {
        if (day - _today > Days)
        {
            Array.Clear(_traded);
            _today = day;
        }
        while (_today < day) _traded[++_today % _traded.Length] = 0;
    }
}

/// A fraction of the notional, as the venue has it and as doubles come near it.
internal readonly record struct FeeRate(decimal Exact, double Near);

using Perun.Core.Instruments;
using Perun.Core.State;

namespace Perun.Simulation.Exchange;

/// The rates of crypto fills, which fall with what the account traded in crypto in the thirty days before today (UTC): what is
/// traded today counts from tomorrow.
internal sealed class VolumeTiers(IReadOnlyList<FeeTier> tiers) : IHasState
{
    private const int Days = 30;

    /// Of the last days and of today, each at its number modulo their count.
    private readonly decimal[] _traded = new decimal[Days + 1];
    private int _today;
    private decimal _before;

    public decimal RateOf(Instrument instrument, Liquidity liquidity, DateTime time)
    {
        var rate = instrument.Fees.RateOf(liquidity);
        if (!Concern(instrument)) return rate;
        MoveTo(time);
        foreach (var tier in tiers)
        {
            if (_before < tier.Volume) break;
            rate = liquidity == Liquidity.Maker ? tier.MakerRate : tier.TakerRate;
        }
        return rate;
    }

    public decimal TradedBefore(DateTime time)
    {
        if (tiers.Count > 0) MoveTo(time);
        return _before;
    }

    public void Add(Instrument instrument, decimal notional)
    {
        if (Concern(instrument)) _traded[_today % _traded.Length] += notional;
    }

    public void Sync(StateStream stream)
    {
        if (tiers.Count == 0) return;
        stream.Sync(ref _today);
        stream.Sync(ref _before);
        foreach (ref var day in _traded.AsSpan()) stream.Sync(ref day);
    }

    private bool Concern(Instrument instrument) => tiers.Count > 0 && instrument.AssetClass == AssetClass.Crypto;

    /// Never back: a fill at the open of one bar may be told after one inside another's.
    private void MoveTo(DateTime time)
    {
        var day = DateOnly.FromDateTime(time).DayNumber;
        if (day - _today > Days)
        {
            Array.Clear(_traded);
            (_today, _before) = (day, 0);
        }
        for (; _today < day; _today++)
        {
            _before += _traded[_today % _traded.Length];
            ref var oldest = ref _traded[(_today + 1) % _traded.Length];
            _before -= oldest;
            oldest = 0;
        }
    }
}

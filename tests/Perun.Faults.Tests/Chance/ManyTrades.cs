using Perun.Configuration;
using Perun.Core.Money;
using Perun.Core.Orders;
using Perun.Core.Signals;
using Perun.Engine.Events;
using Perun.Faults.Tests.Harness;
using Perun.Trading;

namespace Perun.Faults.Tests.Chance;

/// Buys and sells by a seeded die, much more often than anybody should.
internal sealed class ManyTrades(Night night, int seed)
{
    private readonly Random _die = new(seed);
    private readonly DateTime _begun = night.Clock.Now;

    /// For how many hours.
    public double Traded => (night.Clock.Now - _begun).TotalHours;

    /// All that was held at the venue at once, as a share of the account.
    public decimal MostExposure { get; private set; }

    /// Nothing but size is limited: the trades are to go on.
    public static PerunSettings Allowed(PerunSettings settings) => settings with
    {
        Risk = settings.Risk with
        {
            Cooldown = TimeSpan.Zero,
            MaxTradesPerDay = 10_000,
            LossStreakLimit = 0,
            StopOutLimit = 0,
            SymbolLossLimit = 0,
            MaxDailyLoss = AmountOrPercent.Percent(50),
            MaxDrawdownPercent = 0,
            MaxPositionSize = AmountOrPercent.Percent(30),
            MaxPriceDriftPercent = 5,
        },
    };

    /// Perhaps proposes something, then lets time pass.
    public async Task TradeAsync(TimeSpan time)
    {
        var symbol = night.House.Symbols[_die.Next(night.House.Symbols.Count)];
        var isHeld = night.Held(symbol) > 0;
        if (_die.Next(3) > 0) Propose(symbol, isHeld ? SignalAction.Sell : SignalAction.Buy);
        await night.PassAsync(time.TotalSeconds, step: 2);
        var held = night.House.Symbols.Sum(one => night.House.Held(one) * night.House.Last(one));
        var share = held / (night.House.Cash + held);
        if (share > MostExposure) MostExposure = share;
    }

    private void Propose(string symbol, SignalAction action)
    {
        var last = night.House.Last(symbol);
        var hasTarget = _die.Next(2) == 0;
        ((IFloor)night.Floor).Hear(new SignalProposed(new Signal
        {
            Analyst = "die",
            Instrument = night.IdOf(symbol),
            Action = action,
            Confidence = 0.9,
            Rationale = $"throw at {night.Clock.Now:HH:mm:ss.fffffff}",
            BasedOn = night.State.Now,
            Stop = action == SignalAction.Buy ? last * (1 - 0.002m * _die.Next(1, 10)) : null,
            Target = action == SignalAction.Buy && hasTarget ? last * (1 + 0.002m * _die.Next(1, 10)) : null,
        }), night.State.Now);
    }
}

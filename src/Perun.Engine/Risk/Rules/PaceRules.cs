namespace Perun.Engine.Risk.Rules;

/// Two trades of one symbol keep a distance in time.
public sealed class CooldownRule : IRiskRule
{
    public Refusal? Check(in EntryProposal entry, AccountView account)
    {
        if (entry.By == ProposedBy.Operator) return null;
        var ready = account.Symbol(entry.Id).LastTradeAt + account.Settings.Cooldown;
        return account.Now >= ready
            ? null
            : account.Refuse(Reason.Cooldown, $"{entry.Instrument} was traded at {account.Symbol(entry.Id).LastTradeAt:u}; it cools down until {ready:u}");
    }
}

public sealed class TradesPerDayRule : IRiskRule
{
    public Refusal? Check(in EntryProposal entry, AccountView account) =>
        account.Record.EntriesToday < account.Settings.MaxTradesPerDay
            ? null
            : account.Refuse(Reason.TradesPerDay, $"{account.Record.EntriesToday} entries today, {account.Settings.MaxTradesPerDay} are allowed");
}

/// The most that may be lost today before new entries stop. Resets with the trading day.
public sealed class DailyLossRule : IRiskRule
{
    public Refusal? Check(in EntryProposal entry, AccountView account)
    {
        var limit = account.Settings.MaxDailyLoss;
        if (!limit.IsSet) return null;
        var most = limit.Of(account.Record.EquityAtDayStart);
        return account.LossToday < most
            ? null
            : account.Refuse(Reason.DailyLoss, $"down {account.LossToday:N2} today, the limit is {most:N2}");
    }
}

public sealed class DailyProfitRule : IRiskRule
{
    public Refusal? Check(in EntryProposal entry, AccountView account)
    {
        var target = account.Settings.DailyProfitTarget;
        if (!target.IsSet) return null;
        var enough = target.Of(account.Record.EquityAtDayStart);
        return -account.LossToday < enough
            ? null
            : account.Refuse(Reason.DailyProfitReached, $"up {-account.LossToday:N2} today, the target of {enough:N2} is reached");
    }
}

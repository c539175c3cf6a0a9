using Perun.Core.Instruments;

namespace Perun.Engine.Risk.Rules;

/// No entries outside the session, nor in its last minutes where nothing stays overnight.
public sealed class SessionRule : IRiskRule
{
    public Refusal? Check(in EntryProposal entry, AccountView account)
    {
        var calendar = entry.Market.Calendar;
        if (!calendar.IsOpen(account.Now) && !account.Settings.TradesWhileClosed)
            return account.Refuse(Reason.MarketClosed, $"{entry.Instrument} does not trade now; it opens {calendar.NextOpen(account.Now):u}");
        if (!account.Settings.LiquidateOnClose || calendar.Hours == TradingHours.AroundTheClock) return null;
        if (calendar.SessionAt(account.Now) is not { } session) return null;
        return session.Close - account.Now > account.Settings.CloseLead
            ? null
            : account.Refuse(Reason.SessionEnding, $"the session ends at {session.Close:u} and positions don't stay overnight");
    }
}

public sealed class HaltRule : IRiskRule
{
    public Refusal? Check(in EntryProposal entry, AccountView account) =>
        entry.Market.IsHalted ? account.Refuse(Reason.InstrumentHalted, $"trading in {entry.Instrument} is halted: {entry.Market.HaltReason}") : null;
}

/// No order is priced from data that is old or not to be believed yet.
public sealed class FreshPriceRule : IRiskRule
{
    public Refusal? Check(in EntryProposal entry, AccountView account)
    {
        var market = entry.Market;
        if (market.IsSuspect)
            return account.Refuse(Reason.SuspectPrice, $"the last price, {market.SuspectPrice}, is too far from {market.Price} to be believed before a second one confirms it");
        var age = account.Now - market.PricedAt;
        return age <= account.Settings.StaleAfter
            ? null
            : account.Refuse(Reason.StaleData, $"the last price of {entry.Instrument} is {age.TotalMinutes:0} minutes old, {account.Settings.StaleAfter.TotalMinutes:0} are allowed");
    }
}

public sealed class VolumeRule : IRiskRule
{
    public Refusal? Check(in EntryProposal entry, AccountView account) =>
        entry.Market.Turnover >= account.Settings.MinVolume
            ? null
            : account.Refuse(Reason.TooLittleVolume, $"average turnover is {entry.Market.Turnover:N0} a minute, at least {account.Settings.MinVolume:N0} is asked for");
}

using Perun.Engine.Safety;

namespace Perun.Engine.Risk.Rules;

/// No entries while a brake is on.
public sealed class BrakeRule(Brake brake, Reason reason, string what) : IRiskRule
{
    public Refusal? Check(in EntryProposal entry, AccountView account)
    {
        if (!account.Brakes.IsOn(brake)) return null;
        var state = account.Brakes[brake];
        var until = state.LiftsAt is { } at ? $", until {at:u}" : brake == Brake.Venue ? "" : ", until a person lifts it";
        return account.Refuse(reason, $"{what}: {state.Why}{until}");
    }
}

/// A symbol that kept losing rests.
public sealed class SymbolLockRule : IRiskRule
{
    public Refusal? Check(in EntryProposal entry, AccountView account)
    {
        var until = account.Symbol(entry.Id).LockedUntil;
        if (account.Now >= until) return null;
        return until == DateTime.MaxValue
            ? account.Refuse(Reason.SymbolLocked, $"some {entry.Instrument} went without an order of Perun's: look why, then `perun resume`")
            : account.Refuse(Reason.SymbolLocked, $"{entry.Instrument} lost {account.Settings.SymbolLossLimit} times in a row and is locked until {until:u}");
    }
}

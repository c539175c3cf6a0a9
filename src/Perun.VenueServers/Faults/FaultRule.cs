namespace Perun.VenueServers.Faults;

/// One line of a script: what goes wrong, where, how often and for how long.
public sealed record FaultRule
{
    public required FaultWord Word { get; init; }

    /// What it strikes: the beginning of "POST /v2/orders", or of "trade_updates fill", or a symbol. Empty for anything.
    public string On { get; init; } = "";

    /// How many that it could strike go well first.
    public int Skip { get; init; }

    /// How many it strikes.
    public int Times { get; init; } = 1;

    /// The chance that it strikes, each time it could.
    public double Chance { get; init; } = 1;

    /// How long it holds, where that means something.
    public TimeSpan For { get; init; } = TimeSpan.FromSeconds(10);

    /// How far into the venue's time it begins.
    public TimeSpan At { get; init; }

    public override string ToString()
    {
        var text = Word.Word;
        if (On.Length > 0) text += $" on {On}";
        if (Skip > 0) text += $" skip {Skip}";
        if (Times == int.MaxValue) text += " always";
        else if (Times != 1) text += $" times {Times}";
        if (Chance < 1) text += $" chance {Chance}";
        if (For != TimeSpan.FromSeconds(10)) text += $" for {For.TotalSeconds}s";
        return At > TimeSpan.Zero ? $"{text} at {At.TotalSeconds}s" : text;
    }
}

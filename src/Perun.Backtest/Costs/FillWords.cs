using System.Globalization;

namespace Perun.Backtest.Costs;

/// The assumptions as a person words them; what is not said is as usual.
public sealed record FillWords(string? Spread = null, string? Slippage = null, string? Latency = null, string? VolumeShare = null, string? Fees = null)
{
    public FillReading Read()
    {
        var fills = FillAssumptions.Usual;
        List<string> problems = [];
        if (Spread is not null)
        {
            if (Distance.TryParse(Spread, out var spread)) fills = fills with { Spread = spread };
            else problems.Add($"\"{Spread}\" is no spread: give basis points like 2bp, a percentage like 0.02%, an amount like 0.01, or none; 10% at most.");
        }
        if (Slippage is not null)
        {
            if (Costs.Slippage.TryParse(Slippage, out var slippage)) fills = fills with { Slippage = slippage };
            else problems.Add($"\"{Slippage}\" is no slippage: give basis points like 2bp, an amount like 0.01, what a whole bar's volume costs like volume:10bp, two of them like 1bp+volume:10bp, or none; 10% at most.");
        }
        if (Latency is not null)
        {
            if (int.TryParse(Latency, NumberStyles.None, CultureInfo.InvariantCulture, out var bars) && bars <= FillAssumptions.MostLatencyBars) fills = fills with { LatencyBars = bars };
            else problems.Add($"\"{Latency}\" is no latency: give a number of bars from 0 to {FillAssumptions.MostLatencyBars}.");
        }
        if (VolumeShare is not null)
        {
            if (ShareOf(VolumeShare) is { } share) fills = fills with { VolumeShare = share };
            else problems.Add($"\"{VolumeShare}\" is no share of the volume: give a percentage above 0 and up to 100%, like 10%, or none for no limit.");
        }
        if (Fees is not null)
        {
            if (FeeModel.Parse(Fees) is { } fees) fills = fills with { Fees = fees };
            else problems.Add($"\"{Fees}\" are no fees: give {string.Join(", ", FeeModel.Known.Select(model => model.Name))}, one rate like 10bp, or the maker's and the taker's like 0.16%/0.26%.");
        }
        return problems.Count == 0 ? new FillReading(fills, []) : new FillReading(null, problems);
    }

    private static decimal? ShareOf(string text) => text is "none" ? 0
        : text.EndsWith('%') && decimal.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is > 0 and <= 100 ? percent / 100
        : null;
}

/// Either assumptions or everything that is wrong with the words.
public sealed record FillReading(FillAssumptions? Fills, IReadOnlyList<string> Problems);

using System.Text.Json;
using Perun.Simulation.World;
using Perun.VenueServers.Models.Minds.Filing;

namespace Perun.VenueServers.Models.Minds;

/// Reads the note and decides by a plain rule: fresh, believable news that has not been traded on yet carries a position until it
/// has aged; readings of the chart weigh a little. Memories it files by what they say. What is told to it as an instruction is just
/// another line.
public sealed class SensibleMind : IScriptedMind
{
    private const double EnoughToEnter = 0.45;
    private const double TooLittleToStay = 0.12;
    private const double NewsHalvesInHours = 1.5;
    private const double NewsEndsInHours = 8;

    private static readonly Dictionary<string, double> Trust = new(StringComparer.OrdinalIgnoreCase)
    {
        ["TickerTalk"] = 0.2,
        ["MoonBoard"] = 0.2,
        ["The Closing Bell"] = 0.3,
        ["Coin Evening"] = 0.3,
        ["Harbor Street Journal"] = 0.8,
        ["PressLine"] = 0.8,
        ["Protocol Notes"] = 0.8,
        ["Meridian Wire"] = 1,
        ["Ledgerline Wire"] = 1,
    };

    public string Answer(ScriptedQuestion question)
    {
        if (AskedMemory.In(question.User) is { } memories) return FilingMind.Answer(memories);
        var asked = AskedSymbol.In(question.User);
        if (asked.Count == 0) return question.Schema is { } schema ? PlainAnswer.To(schema) : Talk(question);
        var asOf = AskedSymbol.AsOf(question.User);
        var reports = Report.In(question.User).Where(report => !IsOwnMemory(report) && !asked.Any(one => report.Text.StartsWith(one.Symbol + " (", StringComparison.Ordinal))).ToList();
        return DecisionText.Of(asked.Select(one => Decide(one, reports, asOf)));
    }

    /// What it said itself a while ago is no news, however fresh.
    private static bool IsOwnMemory(Report report) => report.Source.StartsWith("memory", StringComparison.Ordinal);

    private static Decided Decide(AskedSymbol one, List<Report> reports, DateTime? asOf)
    {
        var (news, chart) = (0.0, 0.0);
        (double Weight, Report? Report) best = (0, null);
        foreach (var report in reports)
        {
            if (ChartOf(report, one) is { } reading)
            {
                chart += reading;
                continue;
            }
            var weight = Relevance(report, one) * Worth(report, asOf);
            if (weight == 0) continue;
            news += weight;
            if (Math.Abs(weight) > Math.Abs(best.Weight)) best = (weight, report);
        }
        var score = Math.Clamp(news, -1.5, 1.5) + Math.Clamp(chart, -0.2, 0.2);
        var why = best.Report is { } decisive ? $"{Trim(decisive.Text)} ({decisive.Source})" : "no fresh news";
        var confidence = Math.Round(Math.Min(0.85, 0.5 + 0.25 * Math.Abs(score)), 2);
        if (score >= EnoughToEnter && one.IsHeld) return new Decided(one.Symbol, "hold", confidence, $"Good and fresh, and held: {why}.", null);
        if (score >= EnoughToEnter) return new Decided(one.Symbol, "buy", confidence, $"Good and fresh: {why}.", 240);
        if (score <= -EnoughToEnter) return new Decided(one.Symbol, one.IsHeld ? "sell" : "hold", confidence, $"Bad and fresh: {why}.", null);
        if (one.IsHeld && score < TooLittleToStay) return new Decided(one.Symbol, "sell", 0.6, $"What carried it has run its course: {why}.", null);
        return new Decided(one.Symbol, "hold", confidence, $"Not enough to act on: {why}.", null);
    }

    /// One for the symbol itself or its name, a part for its whole market, zero for others.
    private static double Relevance(Report report, AskedSymbol one)
    {
        if (Names(report.Text, one.Symbol)) return 1;
        if (WorldCatalog.TryFind(one.Symbol, out var profile) && Names(report.Text, profile.Name)) return 1;
        return Names(report.Text, one.IsCrypto ? "digital assets" : "stocks") || Tone.Of(report.Text.ToLowerInvariant()) != 0 && IsOfRates(report.Text) ? 0.4 : 0;
    }

    private static bool IsOfRates(string text) =>
        text.Contains("Inflation", StringComparison.Ordinal) || text.Contains("Central bank", StringComparison.Ordinal) || text.Contains("Rate-setters", StringComparison.Ordinal) || text.Contains("Policy makers", StringComparison.Ordinal);

    private static double Worth(Report report, DateTime? asOf)
    {
        var text = report.Text.ToLowerInvariant();
        var tone = Tone.Of(text) * Tone.Weight(text);
        if (tone == 0 || report.Contradictions > 0) return 0;
        var age = asOf is { } now && report.At is { } at ? (now - at).TotalHours : 0;
        if (age is < -0.1 or > NewsEndsInHours) return 0;
        var others = 1 + 0.15 * Math.Min(3, report.Sources - 1);
        return tone * Trust.GetValueOrDefault(report.Source, 0.7) * others * Math.Pow(0.5, Math.Max(0, age) / NewsHalvesInHours);
    }

    /// "AAPL 5m: close 228, … RSI14 24.1 oversold, MACD histogram … just crossed up"; null for what is no such line.
    private static double? ChartOf(Report report, AskedSymbol one)
    {
        var text = report.Text;
        if (!text.StartsWith(one.Symbol + " ", StringComparison.Ordinal)) return null;
        if (text.Contains("trend by", StringComparison.Ordinal))
            return text.Contains("all agree", StringComparison.Ordinal) ? (text.Contains(" up", StringComparison.Ordinal) ? 0.1 : -0.1) : 0;
        if (!text.Contains("RSI", StringComparison.Ordinal)) return null;
        return (text.Contains("oversold", StringComparison.Ordinal) ? 0.05 : 0) - (text.Contains("overbought", StringComparison.Ordinal) ? 0.05 : 0)
            + (text.Contains("crossed up", StringComparison.Ordinal) ? 0.05 : 0) - (text.Contains("crossed down", StringComparison.Ordinal) ? 0.05 : 0);
    }

    /// As a word of its own.
    private static bool Names(string text, string name)
    {
        for (var at = 0; (at = text.IndexOf(name, at, StringComparison.Ordinal)) >= 0; at += name.Length)
        {
            var (before, after) = (at == 0 ? ' ' : text[at - 1], at + name.Length == text.Length ? ' ' : text[at + name.Length]);
            if (!char.IsLetterOrDigit(before) && !char.IsLetterOrDigit(after)) return true;
        }
        return false;
    }

    private static string Trim(string text) => text.Length > 140 ? text[..140] + "…" : text;

    private static string Talk(ScriptedQuestion question)
    {
        var reports = Report.In(question.User).Take(3).Select(report => Trim(report.Text)).ToList();
        return reports.Count == 0 ? "This is a scripted model: it has read the question and there is no evidence in it." : $"This is a scripted model. What it was told: {string.Join(" | ", reports)}";
    }
}

internal sealed record Decided(string Symbol, string Action, double Confidence, string Rationale, int? HorizonMinutes);

internal static class DecisionText
{
    public static string Of(IEnumerable<Decided> decisions)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("decisions");
            foreach (var decision in decisions)
            {
                json.WriteStartObject();
                json.WriteString("symbol", decision.Symbol);
                json.WriteString("action", decision.Action);
                json.WriteNumber("confidence", decision.Confidence);
                json.WriteString("rationale", decision.Rationale);
                if (decision.HorizonMinutes is { } minutes) json.WriteNumber("horizon_minutes", minutes);
                else json.WriteNull("horizon_minutes");
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}

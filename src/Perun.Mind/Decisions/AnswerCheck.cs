using System.Globalization;
using System.Text;
using System.Text.Json;
using Perun.Core.Signals;
using Perun.Mind.Models.Answers;

namespace Perun.Mind.Decisions;

/// Judges an answer, symbol by symbol. Whatever the answer says, what leaves here is a hold or a plain proposal about a symbol
/// that was asked about, with a confidence from 0 to 1: it can carry no size, no price and nothing else.
/// <param name="asked">The symbols, as Perun writes them.</param>
/// <param name="numbers">What may be quoted.</param>
public sealed class AnswerCheck(IReadOnlyList<string> asked, QuotedNumbers numbers)
{
    private const int MostShown = 40;

    /// <returns>An entry for every symbol asked about, in that order, then those nobody asked about; or why nothing can be read.</returns>
    public (IReadOnlyList<DecisionEntry> Entries, string? Failure) Judge(string answer)
    {
        var extraction = AnswerReader.Read(answer, DecisionShape.Frame);
        if (extraction.Value is not { } frame) return (AllHold(asked, EntryVerdict.NoAnswer, extraction.Why!), extraction.Why);

        var judged = frame.GetProperty("decisions").EnumerateArray().Select(Judge).ToList();
        var entries = new List<DecisionEntry>(asked.Count);
        foreach (var symbol in asked) entries.Add(One(symbol, judged.FindAll(entry => entry.Symbol == symbol)));
        entries.AddRange(judged.Where(entry => !asked.Contains(entry.Symbol, StringComparer.Ordinal)));
        return (entries, null);
    }

    public static IReadOnlyList<DecisionEntry> AllHold(IReadOnlyList<string> symbols, EntryVerdict verdict, string why) =>
        [.. symbols.Select(symbol => DecisionEntry.Refused(symbol, verdict, why))];

    private static DecisionEntry One(string symbol, List<DecisionEntry> entries) => entries switch
    {
        [] => DecisionEntry.Refused(symbol, EntryVerdict.Missing, "the answer does not decide it"),
        [var only] => only,
        _ => DecisionEntry.Refused(symbol, EntryVerdict.Contradicting,
            $"the answer decides it {entries.Count} times ({string.Join(", ", entries.Select(entry => entry.Action.ToString().ToLowerInvariant()))})"),
    };

    private DecisionEntry Judge(JsonElement entry)
    {
        var (symbol, isKnown) = SymbolOf(entry);
        if (!isKnown) return DecisionEntry.Refused(symbol, EntryVerdict.SymbolOutside, "it is not among the symbols asked about");
        if (SizeOrPriceIn(entry) is { } named)
            return DecisionEntry.Refused(symbol, EntryVerdict.SizeOrPrice, $"the answer names \"{named}\": sizes and prices are decided by code");
        if (DecisionShape.Entry.TroubleIn(entry) is { } trouble)
            return DecisionEntry.Refused(symbol, EntryVerdict.WrongForm, trouble.Replace("the answer", "its entry", StringComparison.Ordinal));

        var rationale = Readable(entry.GetProperty("rationale").GetString()!);
        var confidence = entry.GetProperty("confidence").GetDouble();
        if (confidence is not (>= 0 and <= 1))
            return DecisionEntry.Refused(symbol, EntryVerdict.ConfidenceOutside, $"its confidence is {confidence.ToString("G6", CultureInfo.InvariantCulture)}, outside 0 to 1", rationale);
        var action = entry.GetProperty("action").GetString() switch { "buy" => SignalAction.Buy, "sell" => SignalAction.Sell, _ => SignalAction.Hold };
        if (action != SignalAction.Hold && rationale.Length == 0)
            return DecisionEntry.Refused(symbol, EntryVerdict.NoReason, "it gives no reason", confidence: confidence);

        var horizon = entry.GetProperty("horizon_minutes") is { ValueKind: JsonValueKind.Number } given ? given.GetDouble() : (double?)null;
        if (horizon is not (null or (> 0 and <= 525_600)))
            return DecisionEntry.Refused(symbol, EntryVerdict.WrongForm, "its horizon is not between a minute and a year", rationale, confidence);
        var flags = numbers.UnknownIn(rationale, confidence, horizon ?? confidence).Select(number => $"{number} stands nowhere in the context");
        return new DecisionEntry(symbol, action, confidence, rationale, EntryVerdict.Accepted, null, [.. flags], horizon);
    }

    /// The symbol as Perun writes it. Letters that only look like the right ones are other letters.
    private (string Symbol, bool IsKnown) SymbolOf(JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("symbol", out var given) || Shape.TextOf(given) is not { } text) return ("(none)", false);
        var known = asked.FirstOrDefault(symbol => string.Equals(symbol, text.Trim(' '), StringComparison.OrdinalIgnoreCase));
        return known is not null ? (known, true) : (Readable(text.Length > MostShown ? text[..MostShown] : text) is { Length: > 0 } shown ? shown : "(none)", false);
    }

    private static string? SizeOrPriceIn(JsonElement entry) => entry.EnumerateObject()
        .Select(property => property.Name)
        .FirstOrDefault(name => DecisionShape.SizesAndPrices.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// One line without anything invisible: it will stand on pages, in logs and in later notes.
    private static string Readable(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune)) plain.Append(' ');
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)) plain.Append(rune.ToString());
        }
        return plain.ToString().Trim();
    }
}

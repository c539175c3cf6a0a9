using System.Text.Json;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine;
using Perun.Engine.Events;
using Perun.Engine.Journal;
using Perun.Engine.Risk;
using Perun.Mind.Memories;
using Perun.Mind.Memories.Organising;
using Perun.Mind.Memories.Situations;

namespace Perun.Memories;

/// Makes memories of what the journal tells, block by block. The same journal makes the same memories: their ids are made of
/// positions in it.
internal sealed class JournalScribe(Universe universe)
{
    private readonly EventCodec _codec = new(universe);
    private readonly SituationBook _situations = new();
    private readonly Dictionary<string, DayBar> _days = new(StringComparer.Ordinal);

    /// What was held and in cash when the account was last seen.
    public AccountSeen? Account { get; private set; }

    /// The regime in which a decision was taken, where it is known.
    public Func<long, string?> RegimeOf { get; init; } = static _ => null;

    /// The analysis that a signal came of, where there is one.
    public Func<long, string?> AnalysisOf { get; init; } = static _ => null;

    /// What each market did on the day of its newest bar.
    public IReadOnlyDictionary<string, DayBar> Days => _days;

    public Situation? SituationOf(string symbol) => _situations.Of(symbol);

    /// Only what the situation needs: bars from before the first block that is told.
    public void SeeBar(ReadOnlyMemory<byte> body)
    {
        if (_codec.Read("bar", body) is BarClosed closed) See(closed);
    }

    public IReadOnlyList<Memory> Tell(in JournalBlock block)
    {
        if (block.Name == "bar")
        {
            See((BarClosed)_codec.Read(block.Name, block.Body));
        }
        else if (block.Name == "account")
        {
            Account = (AccountSeen)_codec.Read(block.Name, block.Body);
        }
        else if (block.Name == "listed" && _codec.Read(block.Name, block.Body) is InstrumentListed listed)
        {
            universe.List(listed.Instrument);
        }
        if (block.Answers.Count == 0) return [];
        var (told, exit) = (new List<Memory>(), 0L);
        foreach (var answer in block.Answers)
        {
            switch (answer.Name)
            {
                case "judged":
                    told.Add(Signal(block, Number(MemoryKind.Signal), Read<Notice.Judged>(answer)));
                    break;
                case "order" when Read<Notice.OrderMoved>(answer) is { Purpose: OrderPurpose.Exit } moved:
                    exit = moved.Decision;
                    break;
                case "trade":
                    var trade = Read<Notice.TradeClosed>(answer).Trade;
                    told.Add(TradeStory.Tell(block, Number(MemoryKind.Trade), trade, Symbol(trade.Instrument), exit, RegimeOf(trade.Decision)));
                    break;
                case "alert":
                    var alert = Read<Notice.Alert>(answer);
                    told.Add(Alert(block, Number(KindOf(alert)), alert));
                    break;
                case "brake":
                    told.Add(Brake(block, Number(MemoryKind.Log), Read<Notice.BrakeChanged>(answer)));
                    break;
            }
        }
        return told;

        int Number(MemoryKind kind) => told.Count(memory => memory.Kind == kind) + 1;
    }

    private void See(in BarClosed closed)
    {
        if (!universe.Contains(closed.Instrument)) return;
        var symbol = universe[closed.Instrument].Symbol;
        if (!closed.Bar.IsSane) return;
        _situations.See(symbol, closed.Bar);
        _days[symbol] = _days.TryGetValue(symbol, out var day) && day.Day == closed.Bar.Time.Date ? day.With(closed.Bar) : DayBar.Of(closed.Bar);
    }

    private Memory Signal(in JournalBlock block, int number, Notice.Judged judged)
    {
        var symbol = Symbol(judged.Instrument);
        var signal = block.Name == "signal" ? ((SignalProposed)_codec.Read(block.Name, block.Body)).Signal : null;
        var by = signal?.Analyst ?? (block.Name == "operator" ? "operator" : "engine");
        var (isAllowed, isRefused) = (judged.Verdict is VerdictKind.Allowed or VerdictKind.Resized, judged.Verdict == VerdictKind.Refused);
        var action = judged.Action.ToString().ToLowerInvariant();
        // To do nothing is said every minute: what came of it can't be told, and it would crowd out what can.
        var situation = isAllowed || isRefused ? SituationOf(symbol) : null;
        var tags = new List<string> { action, judged.Verdict.ToString().ToLowerInvariant(), Tag($"by:{by}") };
        if (judged.Verdict == VerdictKind.Resized) tags.Add("allowed");
        if (isRefused) tags.Add(Tag($"refused:{judged.Reason}"));
        if (situation is not null) tags.Add(situation.Regime);
        return new Memory
        {
            Id = Id("signal", block.Position, number),
            Kind = MemoryKind.Signal,
            At = block.At,
            Text = MemoryDoor.Text(Words(symbol, action, by, signal?.Confidence, signal?.Rationale, judged)),
            Source = "journal",
            Symbols = Symbols(symbol),
            Tags = [.. tags.Where(MemoryDoor.IsTag).Distinct(StringComparer.Ordinal)],
            Importance = Importance.OfSignal(isAllowed, isRefused, signal?.Confidence is { } sure && double.IsFinite(sure) ? sure : null),
            Links = AnalysisOf(block.Position) is { } analysis ? [new MemoryLink("analysis", analysis)] : [],
            Position = block.Position,
            Decision = block.Position,
            Body = JsonSerializer.Serialize(new { action, by, verdict = judged.Verdict.ToString(), reason = judged.Reason.ToString(), quantity = judged.Quantity, price = judged.Price, stop = judged.Stop, target = judged.Target }),
            Situation = situation,
        };
    }

    private static string Words(string symbol, string action, string by, double? confidence, string? rationale, Notice.Judged judged)
    {
        var sure = confidence is { } number ? $", confidence {number:0.00}" : "";
        var said = rationale?.Trim().TrimEnd('.') ?? "";
        var why = said.Length == 0 ? "" : $": {said}";
        var what = judged.Quantity == 0 ? "" : $" {TradeStory.Plain(judged.Quantity)} at about {TradeStory.Plain(judged.Price)}";
        var isNew = judged.Text.Length > 0 && !string.Equals(judged.Text, rationale, StringComparison.Ordinal);
        return $"{action} {symbol} proposed by {by}{sure}{why}. {judged.Verdict}{what}{(isNew ? $": {judged.Text}" : "")}";
    }

    private Memory Alert(in JournalBlock block, int number, Notice.Alert alert)
    {
        var isError = KindOf(alert) == MemoryKind.Error;
        return new Memory
        {
            Id = Id(KindOf(alert).Word(), block.Position, number),
            Kind = KindOf(alert),
            At = block.At,
            Text = MemoryDoor.Text($"{alert.Code}: {alert.Text}"),
            Source = "journal",
            Symbols = alert.Instrument is { } about ? Symbols(Symbol(about)) : [],
            Tags = [alert.Severity.ToString().ToLowerInvariant(), Tag(alert.Code.ToString())],
            Importance = isError ? Importance.OfError(alert.Severity == Severity.Critical) : Importance.Log,
            Position = block.Position,
        };
    }

    private static Memory Brake(in JournalBlock block, int number, Notice.BrakeChanged brake) => new()
    {
        Id = Id("log", block.Position, number),
        Kind = MemoryKind.Log,
        At = block.At,
        Text = MemoryDoor.Text($"brake {brake.Brake} is {(brake.IsOn ? "on" : "off")}: {brake.Text}"),
        Source = "journal",
        Tags = ["brake", Tag(brake.Brake.ToString())],
        Importance = brake.IsOn ? Importance.OfError(isCritical: false) : Importance.Log,
        Position = block.Position,
    };

    private static MemoryKind KindOf(Notice.Alert alert) => alert.Severity == Severity.Info ? MemoryKind.Log : MemoryKind.Error;

    private T Read<T>(in JournalAnswer answer) where T : Notice =>
        (T)(JsonSerializer.Deserialize(answer.Body.Span, typeof(T), _codec.Json) ?? throw new JsonException($"a {answer.Name} is empty"));

    private string Symbol(InstrumentId id) => universe.Contains(id) ? universe[id].Symbol : id.ToString();

    private static string[] Symbols(string symbol) => MemoryDoor.IsSymbol(symbol) ? [symbol] : [];

    private static string Tag(string text)
    {
        var parts = text.Split(':', 2).Select(MemoryDoor.Plain);
        return string.Join(':', parts);
    }

    internal static string Id(string kind, long position, int number) => number == 1 ? $"{kind}-{position}" : $"{kind}-{position}-{number}";
}

/// A market's day, UTC, as far as its bars were seen.
internal readonly record struct DayBar(DateTime Day, double Open, double High, double Low, double Close, double Volume)
{
    public static DayBar Of(in Perun.Core.Bars.Bar bar) => new(bar.Time.Date, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume);

    public DayBar With(in Perun.Core.Bars.Bar bar) => this with { High = Math.Max(High, bar.High), Low = Math.Min(Low, bar.Low), Close = bar.Close, Volume = Volume + bar.Volume };
}

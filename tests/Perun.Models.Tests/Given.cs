using Microsoft.Extensions.AI;
using Perun.Core.Instruments;
using Perun.Mind.Analysts;
using Perun.Mind.Decisions;
using Perun.Mind.Models;
using Perun.Mind.Models.Calls;
using Perun.Mind.Models.Spend;

namespace Perun.Models.Tests;

/// Time that rushes through every wait up to a length; longer ones never end.
internal sealed class RushingClock(TimeSpan upTo) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<TimeSpan> _waits = [];
    private DateTimeOffset _now = new(2026, 3, 4, 15, 0, 0, TimeSpan.Zero);

    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_gate) return [.. _waits];
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public void Set(DateTime now)
    {
        lock (_gate) _now = new DateTimeOffset(now, TimeSpan.Zero);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= TimeSpan.Zero && dueTime <= upTo)
        {
            lock (_gate)
            {
                _waits.Add(dueTime);
                _now += dueTime;
            }
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }
        return new Idle();
    }

    private sealed class Idle : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// A model made of a function; it may also be a whole directory of models.
internal sealed class FakeModel(Func<int, IEnumerable<ChatMessage>, CancellationToken, Task<ChatResponse>> answer) : IChatClient
{
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    public List<ChatOptions?> Options { get; } = [];

    public static FakeModel Saying(params string[] texts) => new((call, _, _) => Task.FromResult(Given.Response(texts[Math.Min(call, texts.Length) - 1])));

    public static FakeModel Failing(params ModelFailedException[] failures) => new((call, _, _) =>
        call <= failures.Length ? throw failures[call - 1] : Task.FromResult(Given.Response("fine")));

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Options.Add(options);
        return answer(Interlocked.Increment(ref _calls), messages, cancellationToken);
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}

internal sealed class FakeDirectory(params (string Name, IChatClient Model)[] models) : IModelDirectory
{
    public bool TryFind(string model, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IChatClient? client, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? why)
    {
        client = models.FirstOrDefault(known => known.Name == model).Model;
        why = client is null ? $"{model} needs SOME_KEY: add it to .env" : null;
        return client is not null;
    }

    /// Makes vectors; null where there is none.
    public IEmbeddingGenerator<string, Embedding<float>>? Embedder { get; init; }

    public bool TryFindEmbedder(string model, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IEmbeddingGenerator<string, Embedding<float>>? client, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? why)
    {
        client = Embedder;
        why = client is null ? $"{model} makes no vectors" : null;
        return client is not null;
    }
}

/// A note that is always the same.
internal sealed class FixedNote(string text, DateTime? asOf = null) : INoteSource
{
    public (ContextNote? Note, string? Why) NoteFor(MarketBrief brief) => (new ContextNote(text, "hash-of-note", ["item-1"], asOf ?? brief.AsOf), null);
}

internal sealed class KeptDecisions : IDecisionArchive
{
    public List<DecisionRecord> All { get; } = [];

    public void Keep(DecisionRecord decision) => All.Add(decision);
}

/// The worlds these tests are made of.
internal static class Given
{
    public static readonly DateTime Now = new(2026, 3, 4, 15, 0, 0, DateTimeKind.Utc);

    public static ChatResponse Response(string text, long input = 100, long output = 20) =>
        new(new ChatMessage(ChatRole.Assistant, text)) { FinishReason = ChatFinishReason.Stop, Usage = new UsageDetails { InputTokenCount = input, OutputTokenCount = output } };

    public static ModelRequest Request(string question = "What now?") => new()
    {
        Task = ModelTask.TradingAnalysis,
        System = "You are a test.",
        Turns = [new Turn(Speaker.Asker, question)],
        MostAnswerTokens = 50,
    };

    public static PriceTable Prices { get; } = PriceTable.TryRead("""{"models": {"main": {"input": 1000, "output": 10000}, "second": {"input": 0, "output": 0}}}""", out var table, out _) ? table : PriceTable.Empty;

    public static ModelDesk Desk(
        IModelDirectory directory, TimeProvider clock, ICallRecord? record = null, DailyBudget? budget = null, Replaying replaying = Replaying.Never,
        string? fallback = null, TimeSpan? timeout = null, Func<string, string>? mask = null, string model = "main") => new(
        new DeskSettings { Models = new Dictionary<ModelTask, string> { [ModelTask.TradingAnalysis] = model }, Fallback = fallback, Timeout = timeout ?? TimeSpan.FromMinutes(1) },
        directory, budget ?? new DailyBudget(null, null, new SpendingInMemory(), clock), Prices, record ?? new CallsInMemory(), replaying,
        mask ?? (text => text), text => text.Length / 4, () => 0.5, clock);

    public static Instrument Equity(string symbol) => new()
    {
        Symbol = symbol,
        AssetClass = AssetClass.Equity,
        BaseAsset = symbol,
        Hours = TradingHours.NewYork,
        Tick = 0.01m,
        Lot = 0.001m,
    };

    public static MarketBrief Brief(params string[] symbols) => new(Now,
        [.. symbols.Select((symbol, index) => new InstrumentBrief(new InstrumentId(index), Equity(symbol), IsOpen: true, 100 + index, 0m))]);

    public static string Answer(params (string Symbol, string Action, double Confidence)[] entries) =>
        $$"""{"decisions":[{{string.Join(',', entries.Select(entry => $$"""{"symbol":"{{entry.Symbol}}","action":"{{entry.Action}}","confidence":{{entry.Confidence}},"rationale":"Because of the news.","horizon_minutes":null}"""))}}]}""";
}

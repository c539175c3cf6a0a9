using Perun.Adapters.Memories;
using Perun.Memories;
using Perun.Mind.Memories;
using Perun.Mind.Memories.Recalling;
using Perun.Minds;
using Perun.Tests.Minds;
using Perun.VenueServers.Models;
using Perun.VenueServers.Models.Minds;

namespace Perun.Tests.Memories;

/// Models work on memories, over the wire, behind decisions and within the budget.
public sealed class ChoreTests : IAsyncLifetime
{
    private readonly List<string> _told = [];
    private readonly StepClock _clock = new();
    private readonly Librarian _librarian = new();
    private ModelServer _server = null!;
    private volatile bool _isDeciding;

    public async ValueTask InitializeAsync() => _server = await ModelServer.StartAsync(new ModelServerSettings { Mind = _librarian, RetryAfter = TimeSpan.Zero }, MindSession.Cancel);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_model_goes_through_memories_once_and_what_it_makes_of_them_is_kept()
    {
        using var here = new Here(this, ("MEMORY_ORGANIZATION_LLM_MODEL", "scripted"));
        here.Add(Enumerable.Range(1, 45).Select(number => Memory(number)));
        here.Store.Add([Memory(46) with { Id = "signal-46", Kind = MemoryKind.Signal, Importance = 0.1 }]);

        await here.UntilAsync(store => store.Stats().Organised == 40);
        _server.Requests.ShouldBe(1);
        _clock.Advance(TimeSpan.FromSeconds(6));
        await here.UntilAsync(store => store.Stats().Organised == 45);
        _server.Requests.ShouldBe(2, "to hold is not worth a model's time");
        here.Store.Find("trade-7")!.Tags.ShouldContain("chased");
        here.Store.Newest(new MemoryFilter(Kinds: [MemoryKind.Lesson]), 10).ShouldHaveSingleItem().Text.ShouldBe("Chasing loses.");
        here.Store.Newest(new MemoryFilter(Kinds: [MemoryKind.Summary]), 10).ShouldHaveSingleItem().Source.ShouldBe("model");

        _clock.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 20; i++) here.Step();
        _server.Requests.ShouldBe(2, "what was organised is not organised again");
        _told.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dead_model_is_told_of_once_asked_ever_later_and_taken_back_when_it_answers()
    {
        using var here = new Here(this, ("MEMORY_ORGANIZATION_LLM_MODEL", "scripted-500"), ("EMBEDDING_MODEL", "scripted-401"));
        here.Add([Memory(1), Memory(2)]);
        await here.UntilAsync(_ => _told.Count == 2);
        _told.ShouldContain(told => told.StartsWith("Memory is organised by rules alone: scripted-500 gave no usable answer"));
        _told.ShouldContain(told => told.StartsWith("Memory is recalled by its words alone: scripted-401 was not allowed"));
        for (var hour = 0; hour < 12; hour++)
        {
            _clock.Advance(TimeSpan.FromHours(1));
            await here.UntilIdleAsync();
        }
        _told.Count.ShouldBe(2, "the same trouble is told once");
        _server.Requests.ShouldBeLessThan(50);
        here.Store.Stats().Organised.ShouldBe(0);
        here.Store.Find("trade-1")!.Tags.ShouldBe(["win"]);

        using var again = new Here(this, here, ("MEMORY_ORGANIZATION_LLM_MODEL", "scripted"));
        await again.UntilAsync(store => store.Stats().Organised == 2);
    }

    [Theory]
    [InlineData("prose")]
    [InlineData("truncated")]
    [InlineData("refusal")]
    [InlineData("nested")]
    [InlineData("empty")]
    [InlineData("enormous")]
    public async Task An_answer_that_is_none_leaves_memories_as_the_rules_have_them_and_does_not_come_again(string fault)
    {
        using var here = new Here(this, ("MEMORY_ORGANIZATION_LLM_MODEL", $"scripted-{fault}"));
        here.Add([Memory(1), Memory(2)]);
        await here.UntilAsync(store => store.Stats().Organised == 2);
        _told.ShouldHaveSingleItem().ShouldContain("by rules alone");
        here.Store.Find("trade-1")!.Tags.ShouldBe(["win"]);
    }

    [Fact]
    public async Task Half_of_the_budget_is_for_decisions_alone()
    {
        using var here = new Here(this, ("MEMORY_ORGANIZATION_LLM_MODEL", "scripted"), ("EMBEDDING_MODEL", "scripted"), ("LLM_DAILY_BUDGET_TOKENS", "40000"));
        var budget = here.Mind.Office!.Desk.Budget;
        var (aside, _) = budget.Reserve(20_001, 0);
        budget.Settle(aside!.Value, 20_001, 0);
        here.Add([Memory(1), Memory(2)]);
        for (var i = 0; i < 20; i++) here.Step();
        _server.Requests.ShouldBe(0);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_decision_is_not_disturbed_until_it_has_taken_long()
    {
        using var here = new Here(this, ("MEMORY_ORGANIZATION_LLM_MODEL", "scripted"));
        here.Add([Memory(1), Memory(2)]);
        _isDeciding = true;
        for (var i = 0; i < 20; i++) here.Step();
        _server.Requests.ShouldBe(0);
        _clock.Advance(TimeSpan.FromMinutes(2));
        await here.UntilAsync(store => store.Stats().Organised == 2);
    }

    [Fact]
    public async Task Vectors_are_made_of_new_memories_and_bring_back_what_means_the_same()
    {
        using var here = new Here(this, ("EMBEDDING_MODEL", "scripted"));
        here.Add([Memory(1, "AAPL climbs after results"), Memory(2, "oil tanker delayed at port"), Memory(3, "a quiet day")]);
        await here.UntilAsync(store => store.Stats().Embedded.Count > 0);
        here.Store.Stats().Embedded.ShouldBe([("scripted", 3)]);
        here.Add([Memory(4, "AAPL profit rises")]);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await here.UntilAsync(store => store.Stats().Embedded[0].Count == 4);

        var embeddings = here.Mind.Office!.Embeddings!;
        var asked = await embeddings.EmbedAsync(["earnings up at AAPL"], MindSession.Cancel);
        var found = new Recall(here.Store).Search(WordQuery.From("earnings")!, new MemoryFilter(), Memory(9).At, 2, new Meaning("scripted", asked.Vectors!.Single()));
        found.Select(one => one.Memory.Id).ShouldBe(["trade-4", "trade-1"], ignoreOrder: true);
        new Recall(here.Store).Search(WordQuery.From("earnings")!, new MemoryFilter(), Memory(9).At, 2).ShouldBeEmpty();
        var calls = new Perun.Adapters.Storage.ModelStore(here.Session.StorePath, Perun.Adapters.Storage.Durability.None);
        using (calls) calls.Newest(10)[0].Outcome.Text.ShouldBe("1 vectors of 96 numbers", "every call is on record");
    }

    [Fact]
    public void What_somebody_changed_meanwhile_stays_as_they_left_it()
    {
        using var here = new Here(this, ("MEMORY_ORGANIZATION_LLM_MODEL", "scripted"));
        here.Add([Memory(1), Memory(2)]);
        var (shown, upTo) = here.Store.ToOrganise(40, 100);
        here.Store.Add([shown[0] with { Tags = ["win", "keep"] }]);
        var changed = here.Store.Refine(shown, [.. shown.Select(memory => memory with { Tags = ["win", "by-model"] })], shown[0].At, new Cursor(MemoryCursors.Organised, upTo));
        changed.Select(memory => memory.Id).ShouldBe(["trade-2"]);
        here.Store.Find("trade-1")!.Tags.ShouldBe(["win", "keep"]);
        here.Store.ToOrganise(40, 100).Memories.ShouldBeEmpty();
    }

    private static Memory Memory(int number, string? text = null) => new()
    {
        Id = $"trade-{number}",
        Kind = MemoryKind.Trade,
        At = new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc).AddMinutes(number),
        Text = text ?? $"trade number {number}",
        Source = "journal",
        Symbols = ["AAPL"],
        Tags = ["win"],
        Importance = 0.5,
    };

    /// A mind's memories and chores.
    private sealed class Here : IDisposable
    {
        private readonly MemoryChores _chores;
        private readonly MemoryFiles _files;
        private readonly bool _ownsSession;

        public Here(ChoreTests test, params (string, string)[] options) : this(test, null, options)
        {
        }

        public Here(ChoreTests test, Here? before, params (string, string)[] options)
        {
            Session = new MindSession(server: test._server.Address, options: options).Open();
            _ownsSession = true;
            Store = SqliteMemoryStore.Open(before?.Session.StorePath ?? Session.StorePath);
            _files = new MemoryFiles(Store, null, test._told.Add);
            _chores = MemoryChores.Of(Session.Settings, Mind, () => test._isDeciding, test._clock, test._told.Add);
            _chores.All.Count.ShouldBe(options.Count(option => option.Item1 is "MEMORY_ORGANIZATION_LLM_MODEL" or "EMBEDDING_MODEL"));
        }

        public MindSession Session { get; }

        public SqliteMemoryStore Store { get; }

        public TradingMind Mind => Session.Floor.Mind!;

        public void Add(IEnumerable<Memory> memories) => Store.Add([.. memories]);

        public void Step()
        {
            foreach (var chore in _chores.All) chore.Step(Store, _files);
        }

        public async Task UntilAsync(Func<SqliteMemoryStore, bool> isDone)
        {
            for (Step(); !isDone(Store); Step()) await Task.Delay(5, MindSession.Cancel);
        }

        public async Task UntilIdleAsync()
        {
            for (var i = 0; i < 10; i++)
            {
                Step();
                await Task.Delay(2, MindSession.Cancel);
            }
        }

        public void Dispose()
        {
            _chores.Dispose();
            Store.Dispose();
            if (_ownsSession) Session.Dispose();
        }
    }

    private sealed class StepClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

        public void Advance(TimeSpan span) => _now += span;

        public override DateTimeOffset GetUtcNow() => _now;
    }

    /// Tags whatever it is shown.
    private sealed class Librarian : IScriptedMind
    {
        public string Answer(ScriptedQuestion question)
        {
            var ids = question.User.Split("\"id\":\"").Skip(1).Select(rest => rest[..rest.IndexOf('"')]).ToList();
            var memories = string.Join(",", ids.Select(id => $$"""{"id":"{{id}}","tags":["Chased"],"importance":0.6,"links":[]}"""));
            var lessons = ids.Contains("trade-2") ? """{"text":"Chasing loses.","symbol":"AAPL","from":["trade-1","trade-2"]}""" : "";
            return $$"""{"memories":[{{memories}}],"lessons":[{{lessons}}],"summary":{{(lessons.Length > 0 ? "\"Trades were chased.\"" : "null")}}}""";
        }
    }
}

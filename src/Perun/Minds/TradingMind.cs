using Perun.Adapters.Prompts;
using Perun.Adapters.Sources;
using Perun.Adapters.Storage;
using Perun.Configuration;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Core.Signals;
using Perun.Facts;
using Perun.Logging;
using Perun.Mind.Analysts;
using Perun.Mind.Decisions;
using Perun.Mind.Models;
using Perun.Mind.Prompts;

namespace Perun.Minds;

/// What a mind needs from where it runs.
/// <param name="StorePath">The database: calls to models are recorded over a connection of their own.</param>
/// <param name="Remark">Hears what the user should know; from any thread.</param>
internal sealed record MindFrame(string StorePath, Durability Durability, SecretMask Mask, Action<string> Remark, TimeProvider Clock)
{
    /// Memories are made and kept here, and models may work on them.
    public bool Remembers { get; init; }
}

/// The mind of a trading floor: what it knows, the model it asks where one is set, and the archive of what was decided.
internal sealed class TradingMind : IFollowsBars, IDisposable
{
    private readonly SqliteStore _store;
    private readonly ModelStore? _calls;
    private readonly ModelOffice? _office;
    private readonly DecisionArchivist? _archivist;
    private readonly List<(long, Signal)> _signals = [];

    private TradingMind(PerunSettings settings, Universe universe, SqliteStore store, MindFrame frame, DateTime now)
    {
        _store = store;
        Room = new KnowledgeRoom(universe, [settings.Analysis.Timeframe, .. settings.Analysis.TrendTimeframes.Where(trend => trend != settings.Analysis.Timeframe)],
            LaneBook.Open(settings.Paths.Home, frame.Remark), settings.Models.NoteTokens, now, frame.Remark, settings.Sources.Off)
        { Absent = SourceRoster.Absent(settings) };
        if (Room.Restore(store.Reader().Kept(KnowledgeRoom.Kept), store.Reader().KnowledgeChanges()) is { } trouble) frame.Remark(trouble);
        var decides = settings.Models.Models.ContainsKey(ModelTask.TradingAnalysis);
        if (!decides && !(frame.Remembers && RemembersByModel(settings))) return;

        _calls = new ModelStore(frame.StorePath, frame.Durability);
        _office = ModelOffice.Open(settings, new LearningRecord(_calls, Room.Learn), _calls, frame.Mask, Room.Count, frame.Clock);
        foreach (var remark in _office.Remarks) frame.Remark(remark);
        Prompts = new PromptLibrary(new PromptFolder(settings.Paths.Prompts));
        foreach (var problem in Prompts.Problems) frame.Remark($"{problem}; it is not used until that is put right");
        if (!decides) return;
        var prompts = Prompts;
        _archivist = new DecisionArchivist(store, Room, prompts);
        var decider = new Decider(Room, _office.Desk, settings.Risk.MaxSignalAge);
        Over = rules => new ModelAnalyst(decider, prompts, rules, _archivist, frame.Remark);
    }

    public KnowledgeRoom Room { get; }

    /// Null where no model is asked for anything.
    public ModelOffice? Office => _office;

    /// There where the office is.
    public PromptLibrary? Prompts { get; }

    /// Whether a pass asks a model and may take its time.
    public bool AsksModel => _archivist is not null;

    /// The analyst that proposes: the model over the rules, or the rules themselves.
    public Func<IAnalyst, IAnalyst> Over { get; } = static rules => rules;

    public static bool RemembersByModel(PerunSettings settings) => settings.Models.Models.ContainsKey(ModelTask.MemoryOrganisation) || settings.Models.Embedding is not null;

    public static TradingMind Open(PerunSettings settings, Universe universe, SqliteStore store, MindFrame frame, DateTime now) => new(settings, universe, store, frame, now);

    public void See(InstrumentId instrument, in Bar minute) => Room.See(instrument, minute);

    public void See(NewsItem item) => Room.See(item);

    /// The services that are asked over the network, where they are.
    public void Add(NetworkSources? network, double speed, DateTime now)
    {
        foreach (var (source, pace) in network?.Sources ?? [])
            if (pace.IsOn) Room.Add(source, pace, speed, now);
    }

    /// Before a pass: the account as it stands.
    public void Look(Board board) => Room.Look(board);

    /// What became known is as durable as the step in which it came.
    public void Step(DateTime now)
    {
        Room.Step(now);
        _store.Note(Room.TakeChanges());
    }

    /// A signal went into the journal.
    public void Proposed(long position, Signal signal)
    {
        if (_archivist is not null) _signals.Add((position, signal));
    }

    /// Writes down what became known and what was decided, within the step's transaction.
    public void Archive(Universe universe, ReadOnlySpan<byte> hash)
    {
        _archivist?.Write(_signals, universe, hash);
        _store.Note(Room.TakeChanges());
        _signals.Clear();
    }

    public void Save(DateTime now) => _store.KeepKnowledge(KnowledgeRoom.Kept, Room.Save(now));

    public void Dispose()
    {
        _office?.Dispose();
        _calls?.Dispose();
        Room.Dispose();
    }
}

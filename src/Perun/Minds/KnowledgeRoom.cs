using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Core.State;
using Perun.Facts;
using Perun.Mind.Analysts;
using Perun.Mind.Decisions;
using Perun.Mind.Knowledge;
using Perun.Mind.Knowledge.Archive;
using Perun.Mind.Knowledge.Notes;
using Perun.Mind.Knowledge.Tokens;
using Perun.Mind.Memories.Situations;
using Perun.Mind.Models;
using Perun.Mind.Sources;

namespace Perun.Minds;

/// What is known, what fills it and what writes it down, for as long as a trading floor runs. The loop, passes and people come to it
/// one at a time; nobody waits for anything in here. It knows no clock but the market's, so one seed makes one series of notes.
internal sealed class KnowledgeRoom : INoteSource, IFollowsBars, IDisposable
{
    public const string Kept = "knowledge";

    private static readonly TimeSpan LocalEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PruneEvery = TimeSpan.FromHours(1);

    private static readonly SourceSettings AtOnce = new() { Every = LocalEvery, MostCalls = 1, CallWindow = LocalEvery, StaleAfter = TimeSpan.MaxValue };

    /// What nobody said again for so long is forgotten.
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(14);

    private readonly Lock _gate = new();
    private readonly Universe _universe;
    private readonly LaneBook _lanes;
    private readonly int _budget;
    private readonly IReadOnlyList<string> _off;
    private readonly Action<string> _remark;
    private readonly KnowledgeBase _knowledge;
    private readonly SourceDesk _desk;
    private readonly SourceRounds _rounds;
    private readonly TechnicalSource _technical;
    private readonly ClockSource _clock;
    private readonly NewsSource _news = new();
    private readonly SituationBook _situations = new();
    private readonly LearnedTokens _tokens = new(new RememberedTokens(EstimatedTokens.Instance));
    private readonly HashSet<string> _atOnce = new(StringComparer.Ordinal);
    private readonly NoteShelf _notes = new();
    private Board? _board;
    private DateTime _nextPrune;
    private DateTime _newest;

    /// The sources that could be here and are not, each with the reason.
    public IReadOnlyList<SourceFact> Absent { get; init; } = [];

    /// <param name="timeframes">The lengths of bars that the technical readings are about.</param>
    /// <param name="budget">The most tokens of a note.</param>
    /// <param name="remark">Hears what the user should know: a lanes file with a mistake, a source that went quiet.</param>
    /// <param name="off">The sources that are not to be asked.</param>
    public KnowledgeRoom(Universe universe, IReadOnlyList<Timeframe> timeframes, LaneBook lanes, int budget, DateTime now, Action<string> remark, IReadOnlyList<string> off)
    {
        (_universe, _lanes, _budget, _remark, _off) = (universe, lanes, budget, remark, off);
        _knowledge = new KnowledgeBase(lanes.Lanes);
        _knowledge.WatchChanges();
        _desk = new SourceDesk(_knowledge, static () => 0.5, notice => remark(notice.Text));
        _rounds = new SourceRounds(_desk);
        _technical = new TechnicalSource(universe, timeframes);
        _clock = new ClockSource(universe);
        foreach (var source in (IKnowledgeSource[])[_technical, _clock, new PortfolioSource(() => _board is { } board ? AccountLook.Of(board) : null), _news])
            AddAtOnce(source, now);
    }

    /// A source that lives outside: it is asked off the loop. Its times are real ones, `speed` times as long on the market's clock.
    public void Add(IKnowledgeSource source, SourceSettings settings, double speed, DateTime now)
    {
        lock (_gate)
        {
            _desk.Add(source, settings with
            {
                IsOn = settings.IsOn && !_off.Contains(source.Name),
                Every = settings.Every * speed,
                CallWindow = settings.CallWindow * speed,
                FirstPause = settings.FirstPause * speed,
                LongestPause = settings.LongestPause * speed,
                StaleAfter = settings.StaleAfter * speed,
            }, now);
        }
    }

    /// A source that knows without asking anybody, beside those that every room has.
    public void AddAtOnce(IKnowledgeSource source, DateTime now)
    {
        lock (_gate)
        {
            _desk.Add(source, AtOnce with { IsOn = !_off.Contains(source.Name) }, now);
            _atOnce.Add(source.Name);
        }
    }

    public void See(InstrumentId instrument, in Bar minute)
    {
        lock (_gate)
        {
            _situations.See(_universe[instrument].Symbol, minute);
            _technical.See(instrument, minute);
            _clock.See(instrument, minute);
        }
    }

    /// A bar of more than an hour, as the minute in which it was over: it says nothing of single hours.
    public void SeeLonger(InstrumentId instrument, in Bar bar)
    {
        lock (_gate) _technical.See(instrument, bar);
    }

    public void See(NewsItem item)
    {
        if (_off.Contains(_news.Name)) return;
        lock (_gate) _news.See(item);
    }

    /// Time has passed: sources outside that are due are asked, and what the others answered meanwhile is taken in.
    public void Step(DateTime now)
    {
        lock (_gate)
        {
            _rounds.BeginDue(_atOnce, now, Symbols);
            _rounds.TakeAnswers(now);
            // What the market's news say is known from now on, whoever asks for a note or nobody.
            if (_news.IsWaiting) GatherFrom(_news, Symbols, now);
            if (now < _nextPrune) return;
            _nextPrune = now + PruneEvery;
            _knowledge.Prune(now, now - Oldest);
        }
    }

    /// The account, for the notes to come.
    public void Look(Board board)
    {
        lock (_gate) _board = board;
    }

    public (ContextNote? Note, string? Why) NoteFor(MarketBrief brief)
    {
        lock (_gate)
        {
            var synthesis = Write(brief.AsOf, _budget, [.. brief.Instruments.Select(about => about.Instrument.Symbol)]);
            if (synthesis is not Note note) return (null, ((NoNote)synthesis).Why);
            var payload = NotePayload.Of(note);
            var hash = payload.Id;
            _notes.Put(hash, new WrittenNote(payload, ToldOnce.In(_knowledge, note)));
            return (new ContextNote(note.Text, hash, [.. note.Items.Where(item => item.IsInNote).Select(item => item.Key.ToString())], brief.AsOf), null);
        }
    }

    /// What memory should think of when a symbol comes up: how its market stands, and the best piece of news about it.
    public MemoryCue CueOf(string symbol)
    {
        lock (_gate)
        {
            var tag = new Tag(Tag.Symbol, symbol);
            var news = _board is { } board && _knowledge.Lanes.Lanes.Any(lane => lane.Id == LaneNames.News)
                ? _knowledge.Select(LaneNames.News, board.Status.Now, [symbol]).FirstOrDefault(ranked => ranked.Object.Tags.Contains(tag))
                : null;
            return new MemoryCue(_situations.Of(symbol), news?.Object.Text);
        }
    }

    /// A note written here a while ago, with all it was chosen from.
    public NotePayload? NoteOf(string hash)
    {
        lock (_gate) return _notes.Find(hash)?.Payload;
    }

    /// A model was asked: what it answered to need not be told again where a lane says so.
    public void Asked(DecisionRecord decision)
    {
        if (decision.Outcome != OutcomeKind.Answered) return;
        lock (_gate)
        {
            if (_notes.Find(decision.NoteHash) is { } note) _knowledge.Retire(note.Once, note.Payload.AsOf);
        }
    }

    public void Archived(ArchiveLink link, DateTime at)
    {
        lock (_gate) _knowledge.Archived(link.Sequence, link.Hash, at);
    }

    /// The note that a decision would see now, and what became of everything.
    public ContextFact Show(Board board, ContextQuery query)
    {
        lock (_gate)
        {
            _board = board;
            // The board is a moment old, and what was replaced since then is not what was known at it any more.
            var now = board.Status.Now > _newest ? board.Status.Now : _newest;
            IReadOnlyList<string> open = [.. board.Status.Markets.Where(market => market.IsOpen).Select(market => market.Symbol)];
            var synthesis = Write(now, query.Budget ?? _budget, open.Count > 0 ? open : Symbols);
            return ContextWords.Of(_knowledge, synthesis, _desk.Status(now), Absent, query.All);
        }
    }

    /// What the estimate of a text's tokens was, and what the provider said they were.
    public void Learn(string text, long reported)
    {
        lock (_gate) _tokens.Learn(EstimatedTokens.Instance.Count(text), (int)Math.Min(int.MaxValue, reported));
    }

    public int Count(string text)
    {
        lock (_gate) return _tokens.Count(text);
    }

    /// All that is known, to go on from after a restart.
    public byte[] Save(DateTime now)
    {
        lock (_gate)
        {
            if (_board is not null) GatherAtOnce(now);
            _knowledge.Prune(now, now - Oldest);
            var stream = StateStream.Save();
            _knowledge.Sync(stream);
            return stream.Saved.ToArray();
        }
    }

    /// What changed since this was asked before, or since the whole was saved: with it a kill loses nothing that was known.
    public IReadOnlyList<KnowledgeChange> TakeChanges()
    {
        lock (_gate) return _knowledge.TakeChanges();
    }

    /// Why what was kept can't be used; null when it is. Knowledge is no books: without it, Perun begins to learn anew.
    /// <param name="changes">What changed after it was kept.</param>
    public string? Restore(byte[]? kept, IReadOnlyList<KnowledgeChange> changes)
    {
        lock (_gate)
        {
            try
            {
                if (kept is not null)
                {
                    var stream = StateStream.Load(kept);
                    _knowledge.Sync(stream);
                    stream.ExpectEnd();
                }
                _knowledge.Apply(changes);
                ForgetWhatIsOff();
                return null;
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                foreach (var held in _knowledge.Objects.ToList()) _knowledge.Remove(held.Object.Key);
                return $"What was known before can't be read ({fault.Message}): it is gathered anew.";
            }
        }
    }

    public void Dispose() => _rounds.Dispose();

    /// What a source of our own said before it was turned off would stay as it was: a position that is long closed.
    private void ForgetWhatIsOff()
    {
        if (_off.Count == 0) return;
        foreach (var known in _knowledge.Objects.Where(known => known.Object.From.IsOwn ? _off.Contains(known.Object.From.Source) : MemorySource.Tells(known.Object.Key) && _off.Contains(OwnSources.Memory)).ToList())
            _knowledge.Remove(known.Object.Key);
    }

    private IReadOnlyList<string> Symbols => [.. _universe.Instruments.Select(instrument => instrument.Symbol)];

    private Synthesis Write(DateTime asOf, int budget, IReadOnlyList<string> focus)
    {
        if (_lanes.Refresh(_remark)) _knowledge.Use(_lanes.Lanes, asOf);
        GatherAtOnce(asOf);
        return new NoteWriter(_tokens).Write(_knowledge, new NoteRequest { AsOf = asOf, Budget = budget, Focus = focus, Name = "decision", Warnings = _desk.Warnings(asOf) });
    }

    /// Sources that know without asking anybody are asked when a note is to be written: nothing fresher can be had.
    private void GatherAtOnce(DateTime now)
    {
        var symbols = Symbols;
        foreach (var source in _desk.Due(now))
        {
            if (_atOnce.Contains(source.Name)) GatherFrom(source, symbols, now);
        }
    }

    private void GatherFrom(IKnowledgeSource source, IReadOnlyList<string> symbols, DateTime now)
    {
        _newest = now > _newest ? now : _newest;
        _desk.Asked(source.Name, now);
        var asking = SourceDesk.AskAsync(source, new GatherRequest(now, symbols), CancellationToken.None);
        _desk.Take(source.Name, asking.IsCompletedSuccessfully ? asking.Result : new GatherFailed("it did not answer at once"), now);
    }
}

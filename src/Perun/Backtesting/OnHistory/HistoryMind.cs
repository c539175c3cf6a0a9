using Perun.Adapters.Prompts;
using Perun.Backtest.Runs;
using Perun.Configuration;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Facts;
using Perun.Logging;
using Perun.Mind.Analysts;
using Perun.Mind.Decisions;
using Perun.Mind.Knowledge.Auditing;
using Perun.Mind.Masking;
using Perun.Mind.Models;
using Perun.Mind.Models.Calls;
using Perun.Mind.Models.Spend;
using Perun.Mind.Prompts;
using Perun.Mind.Sources;
using Perun.Minds;

namespace Perun.Backtesting.OnHistory;

/// What a walk through history needs, ready in memory; the same for the rehearsal and for the run.
/// <param name="Warm">Bars from before the run, by place: charts need a past.</param>
internal sealed record HistoryFrame(
    PerunSettings Settings, RunPlan Plan, IReadOnlyList<WalkedMarket> Walked, IReadOnlyList<Bar[]> Warm, HistoryNews News, Func<Mask>? MaskOf, ICallRecord Record, ISpendingStore Spending, TimeProvider Clock)
{
    /// Further sources, for trying whether the audit finds a cheat.
    public IReadOnlyList<IKnowledgeSource> More { get; init; } = [];
}

/// The mind of one walk: what is known, the model, the checks, and the audit of every note. It knows nothing of what comes.
internal sealed class HistoryMind : IDisposable
{
    /// The market waits for answers, so none comes too late; and notes are written for the very moment.
    private static readonly TimeSpan AnyAge = TimeSpan.FromDays(1);

    private readonly KnowledgeRoom _room;
    private readonly ModelOffice _office;
    private readonly Mask? _mask;
    private readonly HistoryNews _news;
    private readonly IFollowsBars _follower;
    private readonly Universe _universe;
    private readonly bool _hasHours;

    public HistoryMind(HistoryFrame frame, Replaying replaying, Action<string> remark)
    {
        Remark = remark;
        var (settings, plan) = (frame.Settings, frame.Plan);
        var timeframes = TimeframesOf(settings, plan.Spec.Timeframe);
        _universe = new Universe(plan.Markets.Select(market => market.Instrument));
        _hasHours = plan.Spec.Timeframe.CompareTo(Timeframe.H1) <= 0;
        _news = frame.News.Anew();
        _mask = frame.MaskOf?.Invoke();
        var begin = plan.Spec.From;
        _room = new KnowledgeRoom(_universe, timeframes, LaneBook.Open(settings.Paths.Home, remark), settings.Models.NoteTokens, begin, remark, settings.Sources.Off);
        Memory = new RunMemory(_universe, _mask);
        foreach (var source in (IKnowledgeSource[])[Memory, .. frame.More]) _room.AddAtOnce(source, begin);

        Record = new RunRecord(frame.Record);
        Prompts = new PromptLibrary(new PromptFolder(settings.Paths.Prompts));
        foreach (var problem in Prompts.Problems) remark($"{problem}; it is not used until that is put right");
        Book = new DecisionBook(Record, _room, _universe, Prompts, _mask);
        _office = ModelOffice.Open(settings with { Models = settings.Models with { Replaying = replaying } }, new LearningRecord(Record, _room.Learn), frame.Spending, SecretMask.PatternsOnly, _room.Count, frame.Clock);
        foreach (var problem in _office.Remarks) remark(problem);

        Audit = new EvidenceAudit(new BarWitness(frame.Walked, plan.Spec.Timeframe, _universe, timeframes, _mask), new NewsWitness(_news.Items));
        INoteSource notes = new AuditedNotes(_room, _room.NoteOf, Audit);
        if (_mask is not null) notes = new MaskedNotes(notes, _mask);
        var rules = new RuleAnalyst(_universe, plan.Spec.Timeframe, [.. settings.Analysis.TrendTimeframes.Where(trend => trend.CompareTo(plan.Spec.Timeframe) > 0)], plan.Strategy);
        var mask = _mask;
        var analyst = new ModelAnalyst(new Decider(notes, _office.Desk, AnyAge), Prompts, rules, Book, mask is null ? remark : text => remark(mask.Show(text)));
        Analyst = mask is null ? analyst : new MaskedAnalyst(analyst, mask);
        _follower = analyst;
        Warm(frame);
    }

    /// Takes what a person should read about the run.
    public Action<string> Remark { get; }

    public IAnalyst Analyst { get; }

    public DecisionBook Book { get; }

    public RunMemory Memory { get; }

    public RunRecord Record { get; }

    public EvidenceAudit Audit { get; }

    public PromptLibrary Prompts { get; }

    public ModelDesk Desk => _office.Desk;

    public int Count(string text) => _room.Count(text);

    public void See(InstrumentId instrument, in Bar bar, DateTime end)
    {
        var symbol = _universe[instrument].Symbol;
        _mask?.See(symbol, bar.Close);
        var known = WalkedMarket.AsMinute(bar, end, symbol, _mask);
        if (_hasHours) _room.See(instrument, known);
        else _room.SeeLonger(instrument, known);
        _follower.See(instrument, WalkedMarket.AsMinute(bar, end, symbol, null));
    }

    /// Before a pass: the account as it stands, and the news that is known by now.
    public void Ready(DateTime now, Board board)
    {
        foreach (var item in _news.KnownBy(now)) _room.See(item);
        _room.Step(now);
        _room.Look(_mask is null ? board : board with { Positions = [.. board.Positions.Select(position => Scaled(position, (decimal)_mask.FactorOf(position.Symbol)))] });
    }

    public void Dispose()
    {
        _office.Dispose();
        _room.Dispose();
    }

    /// The run's own bars, and of those that the settings name the longer ones.
    private static IReadOnlyList<Timeframe> TimeframesOf(PerunSettings settings, Timeframe bars) =>
        [bars, .. settings.Analysis.TrendTimeframes.Append(settings.Analysis.Timeframe).Where(longer => longer.CompareTo(bars) > 0).Distinct()];

    private void Warm(HistoryFrame frame)
    {
        for (var place = 0; place < frame.Walked.Count; place++)
        {
            var (instrument, bars) = frame.Walked[place];
            if (bars.Length > 0) _mask?.Begin(instrument.Symbol, bars[0].Close);
            foreach (ref readonly var bar in frame.Warm[place].AsSpan()) See(new InstrumentId(place), bar, BarEnds.Of(instrument, frame.Plan.Spec.Timeframe, bar.Time));
        }
    }

    private static PositionFact Scaled(PositionFact position, decimal scale) => position with
    {
        Quantity = position.Quantity / scale,
        AverageEntry = position.AverageEntry * scale,
        Mark = position.Mark * scale,
        Stop = position.Stop * scale,
        Target = position.Target * scale,
        ProtectedQuantity = position.ProtectedQuantity / scale,
    };
}

/// Lets no note out that was not audited.
internal sealed class AuditedNotes(INoteSource inner, Func<string, Mind.Knowledge.Archive.NotePayload?> kept, EvidenceAudit audit) : INoteSource
{
    public (ContextNote? Note, string? Why) NoteFor(MarketBrief brief)
    {
        var (note, why) = inner.NoteFor(brief);
        if (note is not null) audit.Look(kept(note.Hash) ?? throw new InvalidOperationException("a note was handed out and not kept"), brief.AsOf);
        return (note, why);
    }
}

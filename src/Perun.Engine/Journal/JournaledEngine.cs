using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Perun.Core.State;
using Perun.Engine.Events;

namespace Perun.Engine.Journal;

/// The engine with its journal: every event gets the next position, and is kept with the answers it drew. Commands are
/// handed out only after they are durable.
public sealed class JournaledEngine : IDisposable
{
    private readonly IJournal _journal;
    private readonly AnswerBook _book = new();
    private readonly byte[] _hash = new byte[SHA256.HashSizeInBytes];
    private readonly byte[] _header = new byte[SHA256.HashSizeInBytes + 2 * sizeof(long)];
    private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private Stamp _stamp;
    private bool _isReplaying;

    public JournaledEngine(IJournal journal)
    {
        _journal = journal;
        Engine = new TradingEngine(_book);
        Codec = new EventCodec(Engine.State.Universe);
        _book.Use(Codec);
        _book.Listener = Hear;
    }

    public TradingEngine Engine { get; }

    public EngineState State => Engine.State;

    public EventCodec Codec { get; }

    /// Of the newest event.
    public long Position { get; private set; }

    /// Of everything so far.
    public ReadOnlySpan<byte> Hash => _hash;

    public bool HasCommands => _book.Commands.Count > 0;

    /// Hears each notice together with the stamp of the event that drew it.
    public Action<Stamp, Notice>? Listener { get; set; }

    public void Dispose()
    {
        _book.Dispose();
        _sha.Dispose();
    }

    public Stamp Process<T>(DateTime at, in T happened) where T : struct, IEngineEvent
    {
        var stamp = new Stamp(Position + 1, at);
        _stamp = stamp;
        _book.Begin(happened);
        happened.GoTo(Engine, stamp);
        Position = stamp.Position;
        Chain(stamp, happened.Name);
        if (_isReplaying) return stamp;
        _journal.Append(new JournalBlock
        {
            Position = stamp.Position,
            At = at,
            Name = happened.Name,
            Subject = _book.Subject,
            Body = _book.Body,
            Answers = _book.Answers(),
            Hash = _hash,
        });
        return stamp;
    }

    /// The same for an event whose kind is known only at run time.
    public Stamp Process(DateTime at, IEngineEvent happened) => happened switch
    {
        BarClosed bar => Process(at, bar),
        QuoteSeen quote => Process(at, quote),
        SignalProposed signal => Process(at, signal),
        OrderReported report => Process(at, report),
        TimePassed time => Process(at, time),
        OperatorAsked asked => Process(at, asked),
        TradingHalted halted => Process(at, halted),
        VenueStood venue => Process(at, venue),
        CashMoved moved => Process(at, moved),
        OutsideSeen outside => Process(at, outside),
        HoldingCorrected corrected => Process(at, corrected),
        SplitSeen split => Process(at, split),
        VenueRemarked remarked => Process(at, remarked),
        AccountSeen account => Process(at, account),
        InstrumentListed listed => Process(at, listed),
        Started started => Process(at, started),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// Processes a block of the journal again, without writing it, and says how the answers differ from those it holds; null
    /// when they are the same, byte for byte.
    public Mismatch? Replay(in JournalBlock block)
    {
        if (block.Position != Position + 1) return new Mismatch(Position + 1, $"position {block.Position} follows", "a position is missing");
        IEngineEvent happened;
        try
        {
            happened = Codec.Read(block.Name, block.Body);
        }
        catch (System.Text.Json.JsonException wrong)
        {
            return new Mismatch(block.Position, $"what can't be read: {wrong.Message}", "nothing");
        }
        _isReplaying = true;
        try
        {
            Process(block.At, happened);
        }
        finally
        {
            _isReplaying = false;
            _book.Commands.Clear();
        }
        return Difference(block);
    }

    /// Makes everything durable and only then hands out the commands, oldest first.
    public void CommitAndTake(List<Command> commands)
    {
        _journal.Commit();
        commands.AddRange(_book.Commands);
        _book.Commands.Clear();
    }

    /// The whole state, to start from instead of from the first event.
    public Checkpoint Checkpoint()
    {
        var stream = StateStream.Save();
        State.Sync(stream);
        return new Checkpoint(Position, State.Now, _hash.ToArray(), State.Settings, [.. State.Universe.Instruments], stream.Saved.ToArray());
    }

    public void Restore(Checkpoint checkpoint)
    {
        foreach (var instrument in checkpoint.Instruments) State.List(instrument);
        State.Settings = checkpoint.Settings;
        var stream = StateStream.Load(checkpoint.State);
        State.Sync(stream);
        stream.ExpectEnd();
        Position = checkpoint.Position;
        checkpoint.Hash.CopyTo(_hash, 0);
    }

    private void Hear(Notice notice)
    {
        if (!_isReplaying) Listener?.Invoke(_stamp, notice);
    }

    private Mismatch? Difference(in JournalBlock block)
    {
        if (!_book.Body.Span.SequenceEqual(block.Body.Span))
            return new Mismatch(block.Position, Encoding.UTF8.GetString(block.Body.Span), $"{Encoding.UTF8.GetString(_book.Body.Span)} is how that is written: the journal was changed");
        var answers = _book.Answers();
        for (var i = 0; i < Math.Max(answers.Count, block.Answers.Count); i++)
        {
            var (now, then) = (i < answers.Count ? Words(answers[i]) : "nothing", i < block.Answers.Count ? Words(block.Answers[i]) : "nothing");
            if (!string.Equals(now, then, StringComparison.Ordinal)) return new Mismatch(block.Position, then, now);
        }
        return _hash.AsSpan().SequenceEqual(block.Hash.Span) ? null : new Mismatch(block.Position, $"hash {Convert.ToHexStringLower(block.Hash.Span)}", $"hash {Convert.ToHexStringLower(_hash)}: the journal was changed after it was written");
    }

    private static string Words(in JournalAnswer answer) => $"{answer.Name} {Encoding.UTF8.GetString(answer.Body.Span)}";

    private void Chain(in Stamp stamp, string name)
    {
        _hash.CopyTo(_header, 0);
        BinaryPrimitives.WriteInt64LittleEndian(_header.AsSpan(_hash.Length), stamp.Position);
        BinaryPrimitives.WriteInt64LittleEndian(_header.AsSpan(_hash.Length + sizeof(long)), stamp.At.Ticks);
        _sha.AppendData(_header);
        Span<byte> text = stackalloc byte[32];
        _sha.AppendData(text[..Encoding.UTF8.GetBytes(name, text)]);
        _sha.AppendData(_book.Written);
        _sha.GetHashAndReset(_hash);
    }
}

/// Where a journal and the engine that reads it again part ways.
public sealed record Mismatch(long Position, string Journalled, string Replayed)
{
    public override string ToString() => $"at position {Position} the journal has {Journalled}, the engine says {Replayed}";
}

/// All that is needed to go on from a journal position.
public sealed record Checkpoint(
    long Position, DateTime At, byte[] Hash, EngineSettings Settings, IReadOnlyList<Core.Instruments.Instrument> Instruments, byte[] State);

using Perun.Commands.Output;
using Perun.Engine.Venues;

namespace Perun.Venues;

/// Whether the venue can be relied on now, and if not, why: its streams, its mode, its clock, its answers, and the age of the books that
/// were last held against ours.
internal sealed class VenueHealth
{
    /// A stream may come back this soon without anybody noticing.
    private static readonly TimeSpan Blink = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan OldestBooks = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(2);

    /// So many requests in a row that did not get through.
    private const int MostFailures = 3;

    private readonly Dictionary<VenueStream, StreamStanding> _streams = new()
    {
        [VenueStream.Orders] = new StreamStanding(StreamState.Opening, "not open yet", DateTime.MinValue),
        [VenueStream.Market] = new StreamStanding(StreamState.Opening, "not open yet", DateTime.MinValue),
    };

    private DateTime _wholeSince = DateTime.MaxValue;
    private DateTime _readBy;
    private DateTime _agreedAt = DateTime.MinValue;
    private string? _disagreement = VenueMarketplace.NotYet;
    private int _failures;
    private string _lastFailure = "";

    public VenueMode Mode { get; private set; }

    public string ModeReason { get; private set; } = "";

    public TimeSpan Skew { get; private set; }

    public IReadOnlyDictionary<VenueStream, StreamStanding> Streams => _streams;

    /// The stream of orders came back after the books were read from.
    public bool IsUnread => _wholeSince > _agreedAt && _wholeSince != DateTime.MaxValue;

    /// Whether the streams of orders came back, so that what happened meanwhile has to be read.
    public bool Hear(VenueStream stream, StreamState state, string why, DateTime now)
    {
        var isKnown = _streams.TryGetValue(stream, out var known);
        if (isKnown && known.State == state) return false;
        // Each try to connect is no new absence: it has lasted since the stream was last whole.
        var isStillAway = isKnown && known.State != StreamState.Whole && state != StreamState.Whole;
        _streams[stream] = new StreamStanding(state, why, isStillAway ? known.Since : now);
        if (stream != VenueStream.Orders || state != StreamState.Whole) return false;
        // After a blink there is a moment for reading what happened meanwhile; after a real absence nothing is entered before.
        _readBy = isKnown && now - known.Since < Blink ? now + Blink : now;
        _wholeSince = now;
        return true;
    }

    public void Hear(VenueMode mode, string why) => (Mode, ModeReason) = (mode, why);

    public void Hear(TimeSpan skew) => Skew = skew;

    public void Hear(Outcome outcome)
    {
        if (outcome is Outcome.Down or Outcome.Unknown)
        {
            _failures++;
            _lastFailure = outcome.Words;
        }
        else
        {
            _failures = 0;
        }
    }

    /// The books were read from then on, and agree with ours or were made to.
    public void Agree(DateTime readFrom) => (_agreedAt, _disagreement, _failures) = (readFrom, null, 0);

    public void Disagree(string why) => _disagreement = why;

    /// What stands in the way of entries, and in words.
    public Hindrance HindranceAt(DateTime now, out string? why)
    {
        (var hindrance, why) = Look(now);
        return hindrance;
    }

    private (Hindrance What, string? Why) Look(DateTime now)
    {
        if (Mode == VenueMode.Barred) return (Hindrance.Barred, $"the account can't trade: {ModeReason}");
        if (Mode != VenueMode.Online) return (Hindrance.Mode, $"the venue is {Words(Mode)}{(ModeReason.Length > 0 ? $": {ModeReason}" : "")}");
        foreach (var (stream, standing) in _streams)
        {
            if (stream == VenueStream.News || standing.State == StreamState.Whole) continue;
            if (now - standing.Since >= Blink) return (Hindrance.Stream, $"the stream of {Words(stream)} is {Words(standing.State)}: {standing.Why}");
        }
        if (_disagreement is { } why) return (why == VenueMarketplace.NotYet ? Hindrance.NotRead : Hindrance.Books, why);
        if (IsUnread && now >= _readBy) return (Hindrance.Unread, "what happened while the stream of orders was away has not been read yet");
        if (now - _agreedAt > OldestBooks) return (Hindrance.Old, $"its books could not be read since {_agreedAt:HH:mm:ss}");
        if (Skew.Duration() > MostSkew) return (Hindrance.Clock, $"its clock is {Show.Span(Skew.Duration())} {(Skew > TimeSpan.Zero ? "ahead of" : "behind")} ours: set this machine's clock");
        return _failures >= MostFailures ? (Hindrance.Failures, $"{_failures} requests in a row did not get through: {_lastFailure}") : (Hindrance.None, null);
    }

    public static string Words(VenueStream stream) => stream == VenueStream.Market ? "prices" : stream.ToString().ToLowerInvariant();

    public static string Words(StreamState state) => state == StreamState.Opening ? "opening" : state.ToString().ToLowerInvariant();

    public static string Words(VenueMode mode) => mode switch
    {
        VenueMode.Online => "online",
        VenueMode.PostOnly => "in post-only mode",
        VenueMode.LimitOnly => "in limit-only mode",
        VenueMode.ReduceOnly => "in reduce-only mode",
        VenueMode.CancelOnly => "in cancel-only mode",
        VenueMode.Maintenance => "in maintenance",
        VenueMode.Barred => "barred",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// What stands in the way of entries.
internal enum Hindrance
{
    None,
    NotRead,
    Barred,
    Mode,
    Stream,
    Books,
    Unread,
    Old,
    Clock,
    Failures,
}

/// <param name="Since">When it became whole, or ceased to be.</param>
internal readonly record struct StreamStanding(StreamState State, string Why, DateTime Since);

using Perun.Mind.Knowledge;

namespace Perun.Mind.Sources;

/// Asks each source when it is time and takes what it says into the knowledge. A source that fails, throws, repeats itself or
/// says too much harms nobody else: its lane is told to be stale, and the user is told once.
/// <param name="chance">0 to 1, for spreading pauses.</param>
public sealed class SourceDesk(KnowledgeBase knowledge, Func<double> chance, Action<SourceNotice>? tell = null)
{
    /// What one answer may bring; the rest is left and counted as refused.
    public const int MostObjects = 2_000;

    private readonly List<Place> _places = [];

    public IReadOnlyList<IKnowledgeSource> Sources => [.. _places.Select(place => place.Source)];

    public void Add(IKnowledgeSource source, SourceSettings settings, DateTime now)
    {
        if (_places.Exists(place => place.Source.Name == source.Name)) throw new ArgumentException($"there is a source \"{source.Name}\" already", nameof(source));
        if (settings.Every <= TimeSpan.Zero || settings.MostCalls < 1) throw new ArgumentException($"\"{source.Name}\" needs a time between askings and at least one call", nameof(settings));
        _places.Add(new Place(source, settings, now));
    }

    public void TurnOn(string source, DateTime now) => Find(source).TurnOn(now);

    public void TurnOff(string source) => Find(source).IsOn = false;

    /// The sources that may be asked now. Whoever asks one says so with `Asked` first and hands its answer to `Take`.
    public IReadOnlyList<IKnowledgeSource> Due(DateTime now) => [.. _places.Where(place => place.IsDue(now)).Select(place => place.Source)];

    public void Asked(string source, DateTime now) => Find(source).Asked(now);

    public void Take(string source, Gathering gathering, DateTime now)
    {
        var place = Find(source);
        if (gathering is GatherFailed failed)
        {
            place.Fail(failed, now, chance());
            if (place.Pace.Failures == 1) Tell(now, source, $"{source} does not answer: {failed.Why}");
            return;
        }
        if (place.Pace.Failures > 0) Tell(now, source, $"{source} answers again");
        place.Succeed(now);
        Take(place, (Gathered)gathering, now);
    }

    /// Asks all that are due, one after the other: for sources that answer at once.
    public async ValueTask GatherAsync(DateTime now, IReadOnlyList<string> symbols, CancellationToken cancel)
    {
        foreach (var source in Due(now))
        {
            Asked(source.Name, now);
            Take(source.Name, await AskAsync(source, new GatherRequest(now, symbols), cancel), now);
        }
    }

    /// A source's answer; what it throws is a failure like any other.
    public static async ValueTask<Gathering> AskAsync(IKnowledgeSource source, GatherRequest request, CancellationToken cancel)
    {
        try
        {
            return await source.GatherAsync(request, cancel);
        }
        catch (Exception wrong) when (!cancel.IsCancellationRequested)
        {
            return new GatherFailed($"it broke with a {wrong.GetType().Name}");
        }
    }

    public IReadOnlyList<SourceStatus> Status(DateTime now) => [.. _places.Select(place => place.Status(now))];

    /// For the head of a note: which lanes speak of the past, and since when. Why is not told there: it may be in others' words.
    public IReadOnlyList<string> Warnings(DateTime now) =>
        [.. _places.Select(place => place.Status(now)).Where(status => status.StaleSince is not null).Select(status =>
            $"{status.Lane} is stale: {status.Name} has said nothing since {status.StaleSince:yyyy-MM-dd HH:mm}")];

    private void Take(Place place, Gathered gathered, DateTime now)
    {
        foreach (var key in gathered.Withdrawn) knowledge.Remove(key);
        foreach (var about in gathered.Objects.Take(MostObjects))
        {
            var isNew = !knowledge.TryFind(about.Key, out var known);
            if (known is not null && KnowledgeBase.Says(known.Object, about))
            {
                place.Repeats++;
                continue;
            }
            if (knowledge.Upsert(about, now) is { } why)
            {
                if (place.Refused++ == 0) Tell(now, place.Source.Name, $"{place.Source.Name} said something that can't be taken in: {why}");
            }
            else if (isNew && !about.From.IsOwn && knowledge.IsRepeat(about.Key, now))
            {
                knowledge.Remove(about.Key);
                place.Repeats++;
            }
            else place.Taken++;
        }
        place.Refused += Math.Max(0, gathered.Objects.Count - MostObjects);
    }

    private Place Find(string source) => _places.Find(place => place.Source.Name == source)
        ?? throw new ArgumentException($"there is no source \"{source}\"; there are {string.Join(", ", _places.Select(place => place.Source.Name))}", nameof(source));

    private void Tell(DateTime now, string source, string text) => tell?.Invoke(new SourceNotice(now, source, text));

    private sealed class Place(IKnowledgeSource source, SourceSettings settings, DateTime added)
    {
        private DateTime _freshAt = added;
        private DateTime? _lastSuccess;
        private (string Why, DateTime At)? _error;

        public IKnowledgeSource Source => source;

        public SourcePace Pace { get; } = new(settings, added);

        public bool IsOn { get; set; } = settings.IsOn;

        public long Taken { get; set; }

        public long Repeats { get; set; }

        public long Refused { get; set; }

        public bool IsDue(DateTime now) => IsOn && now >= Pace.Next;

        public void TurnOn(DateTime now)
        {
            if (IsOn) return;
            (IsOn, _freshAt) = (true, now);
        }

        public void Asked(DateTime now) => Pace.Called(now);

        public void Succeed(DateTime now)
        {
            Pace.Succeeded();
            (_lastSuccess, _freshAt, _error) = (now, now, null);
        }

        public void Fail(GatherFailed failed, DateTime now, double chance)
        {
            Pace.Failed(now, failed.RetryAfter, chance);
            _error = (failed.Why, now);
        }

        public SourceStatus Status(DateTime now)
        {
            var patience = settings.StaleAfter ?? 3 * settings.Every;
            return new SourceStatus(
                source.Name, source.Lane, IsOn, IsOn ? Pace.Next : null, _lastSuccess, _error?.Why, _error?.At,
                IsOn && now - _freshAt > patience ? _freshAt : null, Pace.Failures, Taken, Repeats, Refused);
        }
    }
}

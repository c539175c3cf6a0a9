using System.Text.Json.Serialization.Metadata;
using Perun.Adapters.Access;
using Perun.Adapters.Venues.Wire;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Kraken.Rest;

/// Kraken's questions and commands over HTTP: signed one at a time, paid for, and answered by what is certain.
internal sealed class KrakenRest : IDisposable
{
    /// A private question is asked so often at most.
    private const int Tries = 3;

    /// A request that has been on its way for so long has arrived or never will: the next may follow.
    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(2);

    private readonly KrakenKey? _key;
    private readonly NonceSource _nonces;
    private readonly TimeProvider _clock;
    private readonly WireClient _wire;
    private readonly VenueLog _log;
    private readonly Pauses _pauses;
    /// Nonces arrive in their order where one request is on its way at a time.
    private readonly Turn _turn = new();
    private readonly WireSettings _bounds;

    public KrakenRest(Uri address, KrakenKey? key, string? secret, INonceFloor floor, KrakenTier tier, TimeProvider clock, Func<double> chance, VenueLog log, WireSettings? bounds = null)
    {
        (_key, _clock, _log, _bounds) = (key, clock, log, bounds ?? WireSettings.Usual);
        _nonces = new NonceSource(clock, floor);
        _wire = new WireClient("Kraken", address, new KeyMask([.. new[] { key?.Name, secret }.OfType<string>()]), clock, chance, log, _bounds);
        _pauses = new Pauses(_bounds.FirstPause, _bounds.LongestPause, chance);
        Budgets = new KrakenBudgets(tier, clock);
        Door = new KrakenDoor(clock);
    }

    public KrakenBudgets Budgets { get; }

    public KrakenDoor Door { get; }

    public WireSamples Samples => _wire.Samples;

    /// How far Kraken's clock is ahead, by the latest answer.
    public TimeSpan ClockAhead { get; private set; }

    public event Action<TimeSpan>? ClockRead;

    public TimeProvider Clock => _clock;

    public DateTime Now => _clock.GetUtcNow().UtcDateTime;

    public DateTime KrakenNow => Now + ClockAhead;

    public void Dispose() => _wire.Dispose();

    public async Task<Answer<T>> PublicAsync<T>(string method, KrakenForm form, JsonTypeInfo<KrakenAnswer<T>> type, CancellationToken cancel) where T : class
    {
        var query = form.Query();
        var request = new WireRequest
        {
            What = $"GET {method}",
            Make = () => Message(HttpMethod.Get, "/0/public/" + method + (query.Length > 0 ? "?" + query : "")),
            Budget = Budgets.Public,
        };
        return Read(await _wire.SendAsync(request, cancel), type, isCommand: false, Budgets.Public).Answer;
    }

    public async Task<Answer<T>> PrivateAsync<T>(KrakenCall call, JsonTypeInfo<KrakenAnswer<T>> type, CancellationToken cancel) where T : class
    {
        if (_key is null) return new Outcome.Refused("there is no key for Kraken: set KRAKEN_API_KEY and KRAKEN_API_SECRET");
        var budget = call.Budget ?? Budgets.Questions;
        var giveUpAt = Now + _bounds.LongestWait;
        var wasSignedAgain = false;
        for (var failures = 0; ;)
        {
            if (Door.WhyClosed() is { } closed) return closed;
            if (!budget.TryTake(call.Lane, call.Cost, out var notBefore))
            {
                if (call.IsCommand || notBefore > giveUpAt) return new Outcome.Throttled(notBefore, "the requests that Kraken allows are used up");
                await WaitAsync(notBefore - Now, cancel);
                continue;
            }
            var (answer, error) = await OnceAsync(_key, call, type, budget, cancel);
            if (error?.Trouble == KrakenTrouble.Nonce)
            {
                _nonces.LeapAhead();
                if (call.MaySignAgain && !wasSignedAgain)
                {
                    wasSignedAgain = true;
                    continue;
                }
            }
            if (answer.TryGet(out _, out var failure) || call.IsCommand || failure is Outcome.Refused || ++failures >= Tries) return answer;
            var pause = _pauses.After(failures);
            if (failure is Outcome.Throttled throttled)
            {
                if (throttled.Until > giveUpAt) return answer;
                if (throttled.Until > Now + pause) pause = throttled.Until - Now;
            }
            await WaitAsync(pause, cancel);
        }
    }

    private async Task<(Answer<T> Answer, KrakenError? Error)> OnceAsync<T>(KrakenKey key, KrakenCall call, JsonTypeInfo<KrakenAnswer<T>> type, RateBudget budget, CancellationToken cancel) where T : class
    {
        try
        {
            await _turn.TakeAsync(call.Lane, cancel);
        }
        catch (OperationCanceledException) when (call.IsCommand)
        {
            return (new Outcome.Down("Perun is stopping, and nothing was sent"), null);
        }
        Task<Answer<WireReply>> sending;
        try
        {
            // What is signed is sent once, at once and not again by itself: trying anew means signing anew.
            sending = _wire.SendAsync(new WireRequest { What = $"POST {call.Method}", Make = () => Signed(key, call), IsCommand = true, Lane = call.Lane }, cancel);
            using var waited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            await Task.WhenAny(sending, Task.Delay(OnTheWay, _clock, waited.Token));
            await waited.CancelAsync();
        }
        finally
        {
            _turn.Give();
        }
        var reply = await sending;
        if (!call.IsCommand) cancel.ThrowIfCancellationRequested();
        return Read(reply, type, call.IsCommand, budget);
    }

    private (Answer<T> Answer, KrakenError? Error) Read<T>(Answer<WireReply> sent, JsonTypeInfo<KrakenAnswer<T>> type, bool isCommand, RateBudget budget) where T : class
    {
        if (!sent.TryGet(out var reply, out var failure)) return (isCommand ? failure : Unanswered(failure), null);
        if (reply.ClockAhead is { } ahead) TakeClock(ahead);
        if (!reply.Read(type, Samples).TryGet(out var answer, out failure)) return (isCommand ? failure : Unanswered(failure), null);
        if (KrakenError.Of(answer.Error) is not { } error)
            return (answer.Result is { } result ? Answer.Of(result) : isCommand ? new Outcome.Unknown($"Kraken's answer to {reply.What} is empty") : new Outcome.Down($"Kraken's answer to {reply.What} is empty"), null);
        _log.Note($"{reply.What}: {error.Text}");
        if (error.Trouble is KrakenTrouble.Key or KrakenTrouble.Lockout) Door.Close(error);
        var room = error.Trouble is KrakenTrouble.Rate or KrakenTrouble.PairRate or KrakenTrouble.AccountRate ? Budgets.Close(error, budget) : Now;
        return (error.ToOutcome(isCommand, Now, room), error);
    }

    /// A question that may have been asked was not answered, and that is all there is to it.
    private static Outcome Unanswered(Outcome failure) => failure is Outcome.Unknown unknown ? new Outcome.Down(unknown.Why) : failure;

    private HttpRequestMessage Signed(KrakenKey key, KrakenCall call)
    {
        var nonce = _nonces.Next();
        var body = call.Json?.Invoke(nonce) ?? call.Form.Encode(nonce);
        var message = Message(HttpMethod.Post, call.Path);
        message.Headers.TryAddWithoutValidation("API-Key", key.Name);
        message.Headers.TryAddWithoutValidation("API-Sign", key.Sign(call.Path, nonce.ToString(System.Globalization.CultureInfo.InvariantCulture), body));
        message.Content = new SentMark(body, call.Json is null ? "application/x-www-form-urlencoded" : "application/json");
        return message;
    }

    private HttpRequestMessage Message(HttpMethod method, string path)
    {
        var message = new HttpRequestMessage(method, new Uri(_wire.Address, path));
        message.Headers.Accept.ParseAdd("application/json");
        message.Headers.UserAgent.ParseAdd("Perun");
        return message;
    }

    private void TakeClock(TimeSpan ahead)
    {
        ClockAhead = ahead;
        ClockRead?.Invoke(ahead);
    }

    private Task WaitAsync(TimeSpan pause, CancellationToken cancel) =>
        Task.Delay(pause > TimeSpan.FromMilliseconds(1) ? pause : TimeSpan.FromMilliseconds(1), _clock, cancel);
}

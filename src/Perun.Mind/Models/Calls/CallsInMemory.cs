namespace Perun.Mind.Models.Calls;

/// A record that lasts as long as the program; the oldest calls go when it is full.
public sealed class CallsInMemory(int most = 10_000) : ICallRecord
{
    private readonly Lock _gate = new();
    private readonly Queue<ModelCall> _calls = [];
    private readonly Dictionary<string, ModelCall> _answers = new(StringComparer.Ordinal);

    public IReadOnlyList<ModelCall> All
    {
        get
        {
            lock (_gate) return [.. _calls];
        }
    }

    public void Keep(ModelCall call)
    {
        lock (_gate)
        {
            if (_calls.Count == most && _calls.Dequeue() is var oldest && _answers.TryGetValue(oldest.RequestHash, out var answer) && ReferenceEquals(answer, oldest))
                _answers.Remove(oldest.RequestHash);
            _calls.Enqueue(call);
            if (call.CanBeReplayed) _answers.TryAdd(call.RequestHash, call);
        }
    }

    public ModelCall? AnswerTo(string requestHash)
    {
        lock (_gate) return _answers.GetValueOrDefault(requestHash);
    }
}

using Perun.Core.State;

namespace Perun.Engine.Safety;

/// An emergency in progress: everything is cancelled and closed, and looked after until it is.
public sealed class Flattening : IHasState
{
    private bool _isOn;
    private DateTime _since;
    private DateTime _nextReport;
    private long _decision;

    public bool IsOn => _isOn;

    public DateTime Since => _since;

    /// The journal position of the command.
    public long Decision => _decision;

    internal DateTime NextReport { get => _nextReport; set => _nextReport = value; }

    internal void Begin(DateTime now, long decision) => (_isOn, _since, _nextReport, _decision) = (true, now, now, decision);

    internal void End() => _isOn = false;

    public void Sync(StateStream stream)
    {
        stream.Sync(ref _isOn);
        stream.Sync(ref _since);
        stream.Sync(ref _nextReport);
        stream.Sync(ref _decision);
    }
}

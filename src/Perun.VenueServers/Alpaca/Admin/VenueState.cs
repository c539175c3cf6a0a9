namespace Perun.VenueServers.Alpaca.Admin;

/// What has befallen the venue as a whole, and until when.
public sealed class VenueState
{
    private readonly List<(DateTime Until, Action Undo)> _ends = [];
    private DateTime _maintenanceEnds = DateTime.MinValue;

    public bool IsInMaintenance(DateTime now) => now < _maintenanceEnds;

    public void Maintain(DateTime until) => _maintenanceEnds = until;

    /// Something that ends by itself.
    public void Until(DateTime until, Action undo) => _ends.Add((until, undo));

    public void Pass(DateTime now)
    {
        foreach (var (_, undo) in _ends.Where(end => end.Until <= now).ToList()) undo();
        _ends.RemoveAll(end => end.Until <= now);
    }
}

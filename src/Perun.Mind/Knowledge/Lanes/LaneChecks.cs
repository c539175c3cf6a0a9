namespace Perun.Mind.Knowledge.Lanes;

/// What must hold between the numbers of lanes that are each fine.
internal static class LaneChecks
{
    public static void Look(List<(int Line, Lane Lane)> lanes, int window, Action<int, string> mistake)
    {
        foreach (var (line, lane) in lanes)
        {
            if (lane.Floor > lane.Ceiling) mistake(line, $"[{lane.Id}] has a floor of {lane.Floor:P0} above its ceiling of {lane.Ceiling:P0}");
            if (lane.MustSurface && lane.Ceiling < 1) mistake(line, $"[{lane.Id}] must surface, so it can have no ceiling: remove the ceiling");
            if (!lane.MustSurface && lane.Cap > window) mistake(line, $"[{lane.Id}] has a cap of {lane.Cap}, and a note has at most {window} items: lower the cap or raise the window");
        }
        var floors = lanes.Sum(one => one.Lane.Floor);
        if (floors > 1) mistake(lanes[^1].Line, $"the floors of all lanes add up to {floors:P0}, and there is only 100%: lower some");
    }
}

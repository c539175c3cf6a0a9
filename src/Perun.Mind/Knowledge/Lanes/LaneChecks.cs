namespace Perun.Mind.Knowledge.Lanes;

/// What must hold between the numbers of lanes that are each fine.
internal static class LaneChecks
{
    public static void Look(List<(int Line, Lane Lane)> lanes, int window, Action<int, string> mistake)
    {
        foreach (var (line, lane) in lanes)
        {
            if (lane.Floor > lane.Ceiling) mistake(line, $"[{lane.Id}] has a floor of {Percent(lane.Floor)} above its ceiling of {Percent(lane.Ceiling)}");
            if (lane.MustSurface && lane.Ceiling < 1) mistake(line, $"[{lane.Id}] must surface, so it can have no ceiling: remove the ceiling");
            if (lane.MustSurface && lane.TellsOnce) mistake(line, $"[{lane.Id}] must surface in every note, so it can't tell things once: remove one of the two");
            if (!lane.MustSurface && lane.Cap > window) mistake(line, $"[{lane.Id}] has a cap of {lane.Cap}, and a note has at most {window} items: lower the cap or raise the window");
        }
        var floors = lanes.Sum(one => one.Lane.Floor);
        if (floors > 1 + 1e-9) mistake(lanes[^1].Line, $"the floors of all lanes add up to {Percent(floors)}, and there is only 100%: lower some");
    }

    private static string Percent(double share) => $"{share * 100:0.##}%";
}

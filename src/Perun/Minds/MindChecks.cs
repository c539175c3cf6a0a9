using Perun.Commands.Checks;
using Perun.Configuration;

namespace Perun.Minds;

/// What `doctor` can say about what fills a decision's note.
internal static class MindChecks
{
    public static Check Lanes(PerunSettings settings)
    {
        const string name = "lanes";
        var path = LaneBook.PathIn(settings.Paths.Home);
        if (LaneBook.Problems(settings.Paths.Home) is { Count: > 0 } problems)
            return new Check(name, CheckState.Broken, string.Join("; ", problems), "correct it: until then the last good lanes are in force, after a restart the built-in ones");
        if (!File.Exists(path)) return new Check(name, CheckState.Real, "the built-in ones; ./perun run writes them to " + path);
        var lanes = LaneBook.Open(settings.Paths.Home, static _ => { }).Lanes.Lanes;
        return new Check(name, CheckState.Real, $"{path}: {string.Join(", ", lanes.Select(lane => lane.Status == Perun.Mind.Knowledge.Lanes.LaneStatus.Enabled ? lane.Id : $"{lane.Id} ({lane.Status.ToString().ToLowerInvariant()})"))}; notes of {settings.Models.NoteTokens} tokens");
    }
}

using Perun.Adapters.Sources;
using Perun.Commands.Checks;
using Perun.Configuration;
using Perun.Mind.Sources;

namespace Perun.Minds;

/// What `doctor` can say about the services that fill lanes. Nothing is asked unless the person wants it.
internal static class SourceChecks
{
    public static IEnumerable<Check> All(PerunSettings settings) => SourceStanding.Of(settings.Sources).Select(standing => Of(standing, settings));

    /// Asks every source that has its key once, as the daemon would: this costs a few credits, and one question of research.
    public static async Task<IReadOnlyList<Check>> AskAsync(PerunSettings settings, TimeProvider clock, CancellationToken cancel)
    {
        using var network = NetworkSources.From(settings.Sources, clock);
        var checks = new List<Check>();
        foreach (var (source, pace) in network.Sources)
        {
            if (!pace.IsOn) continue;
            var gathering = await SourceDesk.AskAsync(source, new GatherRequest(clock.GetUtcNow().UtcDateTime, settings.Analysis.Symbols), cancel);
            checks.Add(gathering switch
            {
                Gathered gathered => new Check(source.Name, CheckState.Real, $"it answered, with {Commands.Output.Show.Count(gathered.Objects.Count, "thing")} to tell"),
                GatherFailed failed => new Check(source.Name, CheckState.Broken, failed.Why, "see the key, its plan and the network"),
                _ => throw new System.Diagnostics.UnreachableException(),
            });
        }
        return checks;
    }

    private static Check Of(SourceStanding standing, PerunSettings settings)
    {
        if (standing.Wrong is { } wrong) return new Check(standing.Service, CheckState.Broken, wrong, $"put it right, or remove the keys to do without {standing.Service}");
        if (standing.Missing.Count > 0) return new Check(standing.Service, CheckState.Missing, $"{string.Join(" and ", standing.Missing)} not set: it is not asked");
        if (standing.Sources.Count == 0) return new Check(standing.Service, CheckState.Missing, "all of its sources are in SOURCES_OFF: it is not asked");
        var sources = string.Join(", ", standing.Sources);
        var off = standing.All.Except(standing.Sources).ToList();
        var rest = off.Count == 0 ? "" : $"; {string.Join(", ", off)} not: SOURCES_OFF";
        return SourceRoster.WhyNone(settings) is { } why
            ? new Check(standing.Service, settings.NetworkSources == NetworkChoice.Off ? CheckState.Missing : CheckState.Simulated, $"it has its key ({sources}) and is not asked: {why}")
            : new Check(standing.Service, CheckState.Real, $"asked: {sources}{rest}");
    }
}

using System.Text.Json;
using Perun.Backtest.Keeping;
using Perun.Backtest.Results;

namespace Perun.Backtest.Reports;

/// The decisions of a run as JSON lines.
public static class DecisionLog
{
    public static void Write(TextWriter writer, IEnumerable<RunDecision> decisions)
    {
        foreach (var decision in decisions) writer.Write(JsonSerializer.Serialize(decision, DecisionLogJson.Default.RunDecision) + "\n");
    }

    /// One decision of a kept run, or the last.
    /// <param name="number">From one; null for the last.</param>
    public static RunDecision Find(KeptRun run, int? number)
    {
        var path = Path.Combine(run.Folder, RunShelf.DecisionsFile);
        if (!File.Exists(path)) throw new KeptRunException($"The run {run.Name} has no decisions of a model: perun backtest --analyst model keeps them.");
        RunDecision? last = null;
        try
        {
            foreach (var line in File.ReadLines(path))
            {
                last = JsonSerializer.Deserialize(line, DecisionLogJson.Default.RunDecision) ?? throw new JsonException("it is empty");
                if (last.Number == number) return last;
            }
        }
        catch (JsonException)
        {
            throw new KeptRunException($"The run {run.Name} can't be read ({path} is not what was written after decision {last?.Number ?? 0}): run it again.");
        }
        if (last is null) throw new KeptRunException($"The run {run.Name} decided nothing.");
        return number is null ? last : throw new KeptRunException($"The run {run.Name} has no decision {number}: they go from 1 to {last.Number}.");
    }
}

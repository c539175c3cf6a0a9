using Perun.Simulation.Randomness;

namespace Perun.VenueServers.Models;

/// Which request goes wrong, and how: first what the request itself asks for, then the script, one word a request, then chance.
public sealed class FaultPlan
{
    public const string Header = "X-Scripted-Fault";
    private const string NamePrefix = "scripted-";

    private static readonly ModelFault[] ByChance = [.. ModelFaults.Words.Select(word => word.Fault).Where(fault => fault is not (ModelFault.None or ModelFault.Unauthorised or ModelFault.NoQuota))];

    private readonly Lock _gate = new();
    private readonly Queue<ModelFault> _script;
    private readonly double _chance;
    private RandomStream _random;

    /// <param name="chance">From 0 to 1, once the script is at its end.</param>
    public FaultPlan(IEnumerable<ModelFault> script, double chance, ulong seed) => (_script, _chance, _random) = (new Queue<ModelFault>(script), chance, new RandomStream(seed));

    public ModelFault Next(string? header, string model)
    {
        if (header is not null && ModelFaults.TryParse(header, out var asked)) return asked;
        if (model.StartsWith(NamePrefix, StringComparison.OrdinalIgnoreCase) && ModelFaults.TryParse(model[NamePrefix.Length..], out var named)) return named;
        lock (_gate)
        {
            if (_script.TryDequeue(out var scripted)) return scripted;
            return _chance > 0 && _random.NextChance(_chance) ? ByChance[_random.NextBelow(ByChance.Length)] : ModelFault.None;
        }
    }
}

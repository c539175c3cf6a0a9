namespace Perun.Mind.Models;

/// What models are asked for. Each task may have a model of its own.
public enum ModelTask
{
    TradingAnalysis,
    MemoryOrganisation,
    Optimisation,
    Chat,

    /// Vectors of texts; there is nothing to say to who makes them.
    Embedding,
}

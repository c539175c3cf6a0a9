using Perun.Adapters.Models;
using Perun.Mind.Models;
using Perun.Mind.Models.Calls;

namespace Perun.Configuration;

/// Which models are asked for what, where, and how much they may cost.
/// <param name="Access">Holds the keys; its text shows none.</param>
/// <param name="NoteTokens">The most tokens of a decision's note.</param>
/// <param name="BudgetTokens">Null for no bound; likewise the budget in US dollars.</param>
public sealed record ModelSettings(
    IReadOnlyDictionary<ModelTask, string> Models, string? Fallback, ModelAccess Access, decimal? BudgetUsd, long? BudgetTokens, TimeSpan Timeout, Replaying Replaying,
    int NoteTokens)
{
    /// The model that makes vectors of memories; null where none does.
    public string? Embedding { get; init; }

    /// The time from one look for memories that a model has not organised to the next.
    public TimeSpan OrganiseEvery { get; init; } = TimeSpan.FromMinutes(10);

    /// Every model that is named, with what it is named for.
    public IEnumerable<(string Model, string For)> Named =>
        Models.OrderBy(pair => pair.Key).Select(pair => (pair.Value, Words(pair.Key))).Concat(Fallback is { } fallback ? [(fallback, "fallback")] : []);

    internal static ModelSettings From(SettingsReading reading)
    {
        var models = new Dictionary<ModelTask, string>();
        foreach (var (task, setting) in ((ModelTask, Setting<string>)[])
            [(ModelTask.TradingAnalysis, KnownSettings.TradingModel), (ModelTask.MemoryOrganisation, KnownSettings.MemoryModel), (ModelTask.Optimisation, KnownSettings.OptimisationModel), (ModelTask.Chat, KnownSettings.ChatModel)])
        {
            if (reading.TryGet(setting, out var model)) models[task] = model;
        }
        return new ModelSettings(models, reading.TryGet(KnownSettings.FallbackModel, out var fallback) ? fallback : null, AccessFrom(reading),
            reading.Get(KnownSettings.ModelBudget).Most, (long?)reading.Get(KnownSettings.ModelTokens).Most, reading.Get(KnownSettings.ModelTimeout), reading.Get(KnownSettings.ModelReplay),
            reading.Get(KnownSettings.NoteTokens))
        {
            Embedding = reading.TryGet(KnownSettings.EmbeddingModel, out var embedding) ? embedding : null,
            OrganiseEvery = reading.Get(KnownSettings.OrganiseInterval),
        };
    }

    private static ModelAccess AccessFrom(SettingsReading reading)
    {
        var access = new ModelAccess()
            .WithKey(ModelProvider.OpenAi, Key(KnownSettings.OpenAiKey))
            .WithKey(ModelProvider.Anthropic, Key(KnownSettings.AnthropicKey))
            .WithKey(ModelProvider.Gemini, Key(KnownSettings.GeminiKey))
            .WithKey(ModelProvider.Perplexity, Key(KnownSettings.PerplexityKey))
            .WithKey(ModelProvider.Custom, Key(KnownSettings.CustomKey));
        return reading.TryGet(KnownSettings.ModelAddress, out var address) ? access.WithAddress(ModelProvider.Custom, address) : access;

        string? Key(Setting<string> setting) => reading.TryGet(setting, out var key) ? key : null;
    }

    private static string Words(ModelTask task) => task switch
    {
        ModelTask.TradingAnalysis => "trading analysis",
        ModelTask.MemoryOrganisation => "organising memory",
        ModelTask.Optimisation => "optimisation",
        ModelTask.Chat => "chat",
        ModelTask.Embedding => "vectors",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

using Perun.Adapters.Models;
using Perun.Adapters.Prompts;
using Perun.Commands.Checks;
using Perun.Configuration;
using Perun.Logging;
using Perun.Mind.Models;
using Perun.Mind.Models.Calls;
using Perun.Mind.Models.Spend;
using Perun.Mind.Prompts;

namespace Perun.Minds;

/// What `doctor` can say about models and prompts. Nothing is sent anywhere unless the person asks for it.
internal static class ModelChecks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static Check Models(PerunSettings settings)
    {
        const string name = "models";
        var models = settings.Models;
        var named = models.Named.ToList();
        if (named.Count == 0 && models.Embedding is null) return new Check(name, CheckState.Missing, "none is set: the rules decide", "set TRADING_ANALYSIS_LLM_MODEL; perun model-server --help shows how to try it without a key");
        if (models.Embedding is { } embedding) named.Add((embedding, "vectors of memories"));
        var what = string.Join("; ", named.Select(one => $"{one.For}: {one.Model} ({ProviderOf(one.Model)})"));
        using var directory = new ModelDirectory(models.Access, TimeProvider.System);
        var troubles = named.Select(one => one.Model == models.Embedding ? directory.WhyNoEmbedder(one.Model) : directory.WhyNot(one.Model)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (troubles.Count > 0 && models.Replaying != Replaying.Only) return new Check(name, CheckState.Broken, what, string.Join("; ", troubles));

        var (prices, remarks) = ModelOffice.Prices(settings.Paths.Home);
        if (remarks.Count > 0) return new Check(name, CheckState.Doubtful, what, string.Join(" ", remarks));
        var unpriced = named.Select(one => one.Model).Distinct(StringComparer.Ordinal).Where(model => prices.PriceOf(model) is null).ToList();
        if (unpriced.Count > 0 && models.BudgetTokens is null)
            return new Check(name, CheckState.Doubtful, $"{what}; without a price: {string.Join(", ", unpriced)}", "no budget bounds them: add them to prices.json, or set LLM_DAILY_BUDGET_TOKENS");
        var budget = models.BudgetUsd is { } usd ? $"${usd} a day" : "no bound in money";
        return new Check(name, CheckState.Real, $"{what}; {budget}{(models.BudgetTokens is { } tokens ? $", {tokens:#,##0} tokens a day" : "")}");
    }

    public static Check Prompts(PerunSettings settings)
    {
        const string name = "prompts";
        var library = new PromptLibrary(new PromptFolder(settings.Paths.Prompts));
        var own = library.All.Count(prompt => !prompt.Source.StartsWith("built-in", StringComparison.Ordinal));
        return library.Problems.Count > 0
            ? new Check(name, CheckState.Doubtful, string.Join("; ", library.Problems), "correct them: what is wrong is not used")
            : new Check(name, CheckState.Real, own > 0 ? $"{settings.Paths.Prompts}, {own} in force: {string.Join(", ", library.All)}" : $"none in {settings.Paths.Prompts}: the built-in ones are in force");
    }

    /// Asks every model that is set one short question, which costs a few tokens.
    public static async Task<IReadOnlyList<Check>> AskAsync(PerunSettings settings, CancellationToken cancel)
    {
        var models = settings.Models;
        using var directory = new ModelDirectory(models.Access, TimeProvider.System);
        var mask = SecretMask.PatternsOnly;
        var checks = new List<Check>();
        foreach (var model in models.Named.Select(one => one.Model).Distinct(StringComparer.Ordinal))
        {
            var desk = new ModelDesk(
                new DeskSettings { Models = new Dictionary<ModelTask, string>(), Timeout = models.Timeout < Patience ? models.Timeout : Patience, MostTries = 1 },
                directory, new DailyBudget(null, null, new SpendingInMemory(), TimeProvider.System), PriceTable.Empty, new CallsInMemory(), Replaying.Never,
                text => mask.Apply(models.Access.Redact(text)), text => text.Length, () => 0, TimeProvider.System);
            var request = new ModelRequest { Task = ModelTask.Chat, System = "You are asked whether you can be reached.", Turns = [new Turn(Speaker.Asker, "Answer with the word: ready")], Model = model, MostAnswerTokens = 512 };
            var reply = await desk.AskAsync(request, cancel);
            checks.Add(reply.Outcome.Kind is OutcomeKind.Answered or OutcomeKind.Truncated or OutcomeKind.Refused
                ? new Check("model", CheckState.Real, $"{model} answered in {reply.Latency.TotalSeconds:0.0} s")
                : new Check("model", CheckState.Broken, reply.Outcome.Why ?? "no answer", "see the model's name, its key and the network"));
        }
        if (models.Embedding is { } embedding)
        {
            var terms = new EmbeddingTerms(text => mask.Apply(models.Access.Redact(text)), text => text.Length, () => 0) { MostTries = 1, Timeout = models.Timeout < Patience ? models.Timeout : Patience };
            var embeddings = new EmbeddingDesk(embedding, directory, new DailyBudget(null, null, new SpendingInMemory(), TimeProvider.System), PriceTable.Empty, new CallsInMemory(), terms, TimeProvider.System);
            var answer = await embeddings.EmbedAsync(["ready"], cancel);
            checks.Add(answer.Vectors is [var vector]
                ? new Check("model", CheckState.Real, $"{embedding} answered with a vector of {vector.Length} numbers")
                : new Check("model", CheckState.Broken, answer.Why ?? "no answer", "see the model's name, its key and the network"));
        }
        return checks;
    }

    private static string ProviderOf(string model) => ModelName.Of(model).Provider switch
    {
        ModelProvider.OpenAi => "OpenAI",
        ModelProvider.Custom => "LLM_BASE_URL",
        var provider => provider.ToString(),
    };
}

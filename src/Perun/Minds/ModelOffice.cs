using Perun.Adapters.Models;
using Perun.Configuration;
using Perun.Logging;
using Perun.Mind.Models;
using Perun.Mind.Models.Calls;
using Perun.Mind.Models.Spend;

namespace Perun.Minds;

/// What is needed to ask models, put together from the settings.
internal sealed class ModelOffice : IDisposable
{
    private readonly ModelDirectory _directory;

    private ModelOffice(ModelDirectory directory, ModelDesk desk, EmbeddingDesk? embeddings, IReadOnlyList<string> remarks) => (_directory, Desk, Embeddings, Remarks) = (directory, desk, embeddings, remarks);

    public ModelDesk Desk { get; }

    /// Null where no model makes vectors.
    public EmbeddingDesk? Embeddings { get; }

    /// What the person should know: a price table that can't be read.
    public IReadOnlyList<string> Remarks { get; }

    /// <param name="count">Tokens of a text, where a provider does not say.</param>
    public static ModelOffice Open(PerunSettings settings, ICallRecord record, ISpendingStore spending, SecretMask mask, Func<string, int> count, TimeProvider clock)
    {
        var models = settings.Models;
        var (prices, remarks) = Prices(settings.Paths.Home);
        var directory = new ModelDirectory(models.Access, clock);
        var budget = new DailyBudget(models.BudgetTokens, models.BudgetUsd, spending, clock);
        var desk = new ModelDesk(
            new DeskSettings { Models = models.Models, Fallback = models.Fallback, Timeout = models.Timeout },
            directory, budget, prices, record, models.Replaying, Masked, count, Random.Shared.NextDouble, clock);
        var terms = new EmbeddingTerms(Masked, count, Random.Shared.NextDouble) { Timeout = models.Timeout, IsRecordOnly = models.Replaying == Replaying.Only };
        var embeddings = models.Embedding is { } model ? new EmbeddingDesk(model, directory, budget, prices, record, terms, clock) : null;
        return new ModelOffice(directory, desk, embeddings, remarks);

        string Masked(string text) => mask.Apply(models.Access.Redact(text));
    }

    /// The user's table where there is one that can be read, else the one that Perun came with.
    public static (PriceTable Prices, IReadOnlyList<string> Remarks) Prices(string home)
    {
        var path = Path.Combine(home, "prices.json");
        try
        {
            if (!File.Exists(path)) return (PriceTable.Shipped, []);
            IReadOnlyList<string> problems = [$"it is longer than {PriceTable.LongestFile} characters"];
            if (new FileInfo(path).Length <= PriceTable.LongestFile && PriceTable.TryRead(File.ReadAllText(path), out var prices, out problems)) return (prices, []);
            return (PriceTable.Shipped, [.. problems.Select(problem => $"{path}: {problem}; the built-in prices are used until that is put right.")]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (PriceTable.Shipped, [$"{path} can't be read ({failure.Message}); the built-in prices are used."]);
        }
    }

    public void Dispose() => _directory.Dispose();
}

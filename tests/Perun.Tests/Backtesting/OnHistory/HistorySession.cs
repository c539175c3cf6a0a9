using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Perun.Backtest.History;
using Perun.Backtest.History.Reshaping;
using Perun.Backtest.History.Store;
using Perun.Backtest.News;
using Perun.Backtesting;
using Perun.Backtesting.OnHistory;
using Perun.Configuration;
using Perun.Core.Bars;
using Perun.Mind.Sources;
using Perun.Tests.Configuration;
using Perun.VenueServers.Models;
using Perun.VenueServers.Models.Minds;

namespace Perun.Tests.Backtesting.OnHistory;

/// Six days of made-up hours and news, a scripted model that is asked over loopback, and what was asked of it.
internal sealed class HistorySession : IAsyncDisposable
{
    public static readonly DateTime Start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryFolder _folder = new();
    private readonly ModelServer _server;
    private readonly (string, string)[] _options;

    private HistorySession(ModelServer server, ListeningMind mind, (string, string)[] options) => (_server, Mind, _options) = (server, mind, options);

    public ListeningMind Mind { get; }

    public string Home => _folder.Path;

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// What was stated before a run, and whether to agree.
    public CostStatement? Stated { get; private set; }

    public bool Agrees { get; set; } = true;

    public static async Task<HistorySession> OpenAsync(IScriptedMind? mind = null, int days = 6, ModelServerSettings? server = null, params (string, string)[] options)
    {
        var listening = new ListeningMind(mind ?? new SensibleMind());
        var session = new HistorySession(await ModelServer.StartAsync((server ?? new ModelServerSettings()) with { Mind = listening }, Cancel), listening, options);
        Generator.Run(BarStore.In(session.Home), ["AAPL", "BTC/USD"], 5, Start, days, null, CancellationToken.None, NewsArchive.In(session.Home));
        foreach (var symbol in (string[])["AAPL", "BTC/USD"]) session.Resample(symbol, Timeframe.H1);
        return session;
    }

    public void Resample(string symbol, Timeframe to) => Resampler.Run(BarStore.In(Home), new SeriesKey(symbol, Timeframe.M1), to, out _, CancellationToken.None);

    public PerunSettings Settings(params (string, string)[] more)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal) { ["PERUN_DATA"] = Home, ["TRADING_ANALYSIS_LLM_MODEL"] = "own-model", ["LLM_BASE_URL"] = _server.Address.ToString() };
        foreach (var (name, value) in _options.Concat(more)) given[name] = value;
        var (settings, reading) = SettingsReader.Read(Given.From("", [], [.. given.Where(pair => pair.Value.Length > 0).Select(pair => (pair.Key, pair.Value))]) with { Home = Home });
        reading.Problems.ShouldBeEmpty();
        return settings!;
    }

    public ModelBacktestRequest Request(PerunSettings? settings = null, Timeframe? bars = null, TimeSpan? every = null, params string[] symbols)
    {
        var run = new BacktestRequest(settings ?? Settings(), ModelBacktest.DefaultRules, [], symbols.Length > 0 ? symbols : ["AAPL", "BTC/USD"], bars ?? Timeframe.H1, null, null, null, null);
        return new ModelBacktestRequest(run)
        {
            Every = every,
            Agrees = cost =>
            {
                Stated = cost;
                return Agrees;
            },
        };
    }

    public Task<ModelBacktestAnswer> RunAsync(ModelBacktestRequest? request = null, IReadOnlyList<IKnowledgeSource>? more = null) =>
        ModelBacktest.RunAsync(request ?? Request(), TimeProvider.System, more ?? [], Cancel);

    public static Dictionary<string, byte[]> FilesOf(ModelBacktestAnswer answer) =>
        Directory.GetFiles(answer.Backtest.Report).ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes, StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}

/// Keeps every question, and hands it on.
internal sealed class ListeningMind(IScriptedMind inner) : IScriptedMind
{
    private readonly ConcurrentQueue<ScriptedQuestion> _asked = new();

    public IReadOnlyList<ScriptedQuestion> Asked => [.. _asked];

    public Action<int>? Heard { get; set; }

    public string Answer(ScriptedQuestion question)
    {
        _asked.Enqueue(question);
        Heard?.Invoke(_asked.Count);
        return inner.Answer(question);
    }
}

/// A mind that decides each symbol asked about by a function of symbol and moment.
internal sealed partial class OwnMind(Func<string, DateTime, string> action) : IScriptedMind
{
    public string Answer(ScriptedQuestion question)
    {
        var at = DateTime.ParseExact(Moment().Match(question.User).Groups["at"].Value, "yyyy-MM-dd HH:mm:ss", null, System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal);
        return JsonSerializer.Serialize(new
        {
            decisions = Lines().Matches(question.User).Select(line => line.Groups["symbol"].Value).Select(symbol => new { symbol, action = action(symbol, at), confidence = 0.7, rationale = "As I remember it.", horizon_minutes = (double?)null }),
        });
    }

    [GeneratedRegex(@"^- (?<symbol>[A-Za-z0-9./-]+) \((equity|crypto)\): price", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Lines();

    [GeneratedRegex(@"It is (?<at>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Moment();
}

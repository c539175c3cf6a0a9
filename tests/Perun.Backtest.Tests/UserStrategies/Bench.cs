using Perun.Backtest.UserStrategies;
using Perun.Core.Bars;

namespace Perun.Backtest.Tests.UserStrategies;

/// A folder with a user's files and a cache, gone after the test.
internal sealed class Bench : IDisposable
{
    public const string Usings = """
        using Perun.Core.Bars;
        using Perun.Core.Indicators;
        using Perun.Core.Signals;
        using Perun.Core.Strategies;

        """;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "perun-test-" + Guid.NewGuid().ToString("N"));
    private readonly List<UserStrategy> _loaded = [];

    public Bench() => Directory.CreateDirectory(_folder);

    public string Cache => Path.Combine(_folder, "cache");

    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(5);

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public UserStrategyLoad Load(string source, string name = "MyIdea")
    {
        var path = Path.Combine(_folder, name + ".cs");
        File.WriteAllText(path, source);
        return LoadFile(name);
    }

    public UserStrategyLoad LoadFile(string name)
    {
        var load = new UserStrategyLoader(Cache) { Patience = Patience, Clock = Clock }.Load(Path.Combine(_folder, name + ".cs"), $"strategies/{name}.cs");
        if (load.Strategy is { } strategy) _loaded.Add(strategy);
        return load;
    }

    /// A strategy whose Next is this body, from line 8 of its file.
    public UserStrategy LoadNext(string body, string fields = "")
    {
        var load = Load($$"""
            {{Usings}}public sealed class MyIdea : IStrategy
            {
                {{fields}} public Idea Next(in Bar bar) {
            {{body}}
                }
                public string Explain() => "because";
            }
            """);
        load.Problems.ShouldBeEmpty();
        return load.Strategy!;
    }

    public static Bar BarAt(int minute) => new(new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(minute), 10, 11, 9, 10, 100);

    /// The sentence with which a run of so many bars ends.
    public static string FailureOf(UserStrategy strategy, int bars) => Should.Throw<StrategyFailedException>(() => Feed(strategy, bars)).Message;

    public static int Feed(UserStrategy strategy, int bars)
    {
        var made = strategy.Definition.Create(strategy.Definition.Default);
        for (var i = 0; i < bars; i++) made.Next(BarAt(i));
        return bars;
    }

    public void Dispose()
    {
        foreach (var strategy in _loaded) strategy.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

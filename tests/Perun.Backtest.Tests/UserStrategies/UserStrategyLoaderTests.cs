using System.Runtime.CompilerServices;
using Perun.Backtest.Checks;
using Perun.Backtest.Tests.Checks;
using Perun.Backtest.UserStrategies;
using Perun.Core.Signals;

namespace Perun.Backtest.Tests.UserStrategies;

public sealed class UserStrategyLoaderTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void The_start_compiles_has_parameters_trades_and_passes_the_checks()
    {
        var load = _bench.Load(StrategyTemplate.Text("MyIdea"));
        load.Problems.ShouldBeEmpty();
        var strategy = load.Strategy!;
        strategy.Name.ShouldBe("MyIdea");
        strategy.Remarks.ShouldBeEmpty();
        strategy.Definition.Default.ToString().ShouldBe("period=20 stopAtr=2 targetAtr=3");
        strategy.Definition.Parameters[0].ShouldBe(new("period", 20, 5, 200, 5, "bars in the average"));
        strategy.Definition.Parse(["period=4"]).Problems.ShouldBe(["period is 4: give a whole number from 5 to 200."]);

        var report = LookAheadCheck.Run(() => strategy.Definition.Create(strategy.Definition.Default), Walk.Of(1, 2_000));
        report.Sentence.ShouldStartWith("No look-ahead: ");
        RecursionCheck.Run(() => strategy.Definition.Create(strategy.Definition.Default), Walk.Of(1, 2_000)).Needed.ShouldNotBeNull();
    }

    [Fact]
    public void Parameters_reach_the_constructor()
    {
        var strategy = _bench.Load(Bench.Usings + """
            public sealed class Stops([Range(1, 9)] int bars = 2, [Range(0.5, 4, 0.5)] double stop = 1.5, string note = "kept") : IStrategy
            {
                private int _seen;
                public Idea Next(in Bar bar) => ++_seen == bars ? new Idea(SignalAction.Buy, 0.5, stop, 0) : default;
                public string Explain() => note;
            }
            """).Strategy!;
        var made = strategy.Definition.Create(strategy.Definition.Parse(["BARS=3", "stop=4"]).Values!);
        made.Name.ShouldBe("Stops");
        made.Next(Bench.BarAt(0)).ShouldBe(default);
        made.Next(Bench.BarAt(1)).ShouldBe(default);
        made.Next(Bench.BarAt(2)).ShouldBe(new(SignalAction.Buy, 0.5, 4, 0));
        made.Explain().ShouldBe("kept");
    }

    [Fact]
    public void Errors_come_back_with_file_line_column_and_message()
    {
        var load = _bench.Load("""
            using Perun.Core.Bars;
            public sealed class MyIdea : IStrategy
            {
                public int X => "text";
                publik void Y() { }
            }
            """);
        load.Strategy.ShouldBeNull();
        load.Problems[0].ToString().ShouldBe("strategies/MyIdea.cs(2,30): The type or namespace name 'IStrategy' could not be found (are you missing a using directive or an assembly reference?) (CS0246)");
        load.Problems.ShouldContain(problem => problem.Line == 4 && problem.Column == 21 && problem.Message.Contains("CS0029"));
        load.Problems.ShouldContain(problem => problem.Line == 5 && problem.Column == 12);
    }

    [Theory]
    [InlineData("class Hidden { }", 1, "No public class here is a strategy: write one like `public sealed class MyIdea : IStrategy`.")]
    [InlineData("public class A : B { }\npublic class C : B { }\npublic abstract class B : IStrategy { public Idea Next(in Bar bar) => default; public string Explain() => \"\"; }", 7, "A file holds one strategy, and here are A and C")]
    [InlineData("public class A(\n int period) : IStrategy { public Idea Next(in Bar bar) => default; public string Explain() => period.ToString(); }", 7, "period has no default: write one, like `period = 20`.")]
    [InlineData("public class A(\n [Range(1, 5)] int period = 9) : IStrategy { public Idea Next(in Bar bar) => default; public string Explain() => period.ToString(); }", 7, "The default of period is 9: give a whole number from 1 to 5.")]
    [InlineData("public class A(\n [Range(1, 5, 0.5)] int period = 2) : IStrategy { public Idea Next(in Bar bar) => default; public string Explain() => period.ToString(); }", 7, "period is an int: its [Range] needs whole numbers.")]
    [InlineData("public class A(\n [Range(1, 5)] string text = \"x\") : IStrategy { public Idea Next(in Bar bar) => default; public string Explain() => text; }", 7, "text has a [Range] and is neither int nor double")]
    [InlineData("\npublic class A : IStrategy { public A() { } public A(int b = 1) { } public Idea Next(in Bar bar) => default; public string Explain() => \"\"; }", 7, "A needs exactly one public constructor")]
    [InlineData("\npublic class A : IStrategy { public A() => throw new ArgumentException(\"no luck\"); public Idea Next(in Bar bar) => default; public string Explain() => \"\"; }", 7, "A refuses : no luck")]
    public void A_file_that_is_no_strategy_is_told_why_and_where(string source, int line, string message)
    {
        var load = _bench.Load(Bench.Usings + "\n" + source);
        load.Strategy.ShouldBeNull();
        load.Problems.Count.ShouldBe(1);
        load.Problems[0].Message.ShouldStartWith(message);
        load.Problems[0].Line.ShouldBe(line);
    }

    [Fact]
    public void A_file_that_is_not_there_is_no_crash() =>
        _bench.LoadFile("Nowhere").Problems[0].Message.ShouldBe("strategies/Nowhere.cs is not there: `perun new strategy MyIdea` writes a start.");

    [Fact]
    public void A_combination_that_the_constructor_refuses_is_a_sentence()
    {
        var strategy = _bench.Load(Bench.Usings + """
            public sealed class Pair : IStrategy
            {
                public Pair([Range(1, 50)] int fast = 5, [Range(1, 50)] int slow = 10)
                {
                    if (fast >= slow) throw new ArgumentException("fast must be below slow.");
                }
                public Idea Next(in Bar bar) => default;
                public string Explain() => "";
            }
            """).Strategy!;
        strategy.Definition.Parse(["fast=20"]).Problems.ShouldBe(["Pair refuses fast=20 slow=10: fast must be below slow."]);
    }

    [Fact]
    public void What_reaches_beyond_the_bars_is_pointed_out_also_when_it_comes_from_the_cache()
    {
        const string source = Bench.Usings + """
            public sealed class MyIdea : IStrategy
            {
                private static readonly List<double> Seen = [];
                private static readonly double Fine = 2;
                public Idea Next(in Bar bar)
                {
                    Seen.Add(System.IO.File.Exists("tomorrow") ? Fine : 1);
                    return DateTime.UtcNow.Year > 1 ? default : new Idea(SignalAction.Buy, new Random().NextDouble(), 0, 0);
                }
                public string Explain() => "";
            }
            """;
        for (var i = 0; i < 2; i++)
        {
            var remarks = _bench.Load(source).Strategy!.Remarks;
            remarks.Count.ShouldBe(4);
            remarks[0].ShouldBe("strategies/MyIdea.cs(7,42): Seen is static, so one run can learn from another: keep it in the object.");
            remarks[1].ShouldStartWith("strategies/MyIdea.cs(11,28): System.IO.File reaches beyond the bars");
            remarks[2].ShouldContain("System.DateTime reaches");
            remarks[3].ShouldContain("System.Random reaches");
        }
    }

    [Fact]
    public void A_file_is_compiled_once_and_again_when_it_has_changed()
    {
        _bench.Load(StrategyTemplate.Text("MyIdea")).Strategy.ShouldNotBeNull();
        var kept = Directory.GetFiles(_bench.Cache).ShouldHaveSingleItem();
        var written = File.GetLastWriteTimeUtc(kept);
        _bench.LoadFile("MyIdea").Strategy.ShouldNotBeNull();
        Directory.GetFiles(_bench.Cache).ShouldBe([kept]);
        File.GetLastWriteTimeUtc(kept).ShouldBe(written);
        _bench.Load(StrategyTemplate.Text("MyIdea") + "// changed").Strategy.ShouldNotBeNull();
        Directory.GetFiles(_bench.Cache).Length.ShouldBe(2);
    }

    [Fact]
    public void A_damaged_cache_is_compiled_over()
    {
        _bench.Load(StrategyTemplate.Text("MyIdea"));
        var kept = Directory.GetFiles(_bench.Cache)[0];
        File.WriteAllText(kept, "half a file");
        _bench.LoadFile("MyIdea").Strategy!.Definition.Parameters.Count.ShouldBe(3);
        new FileInfo(kept).Length.ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void A_disposed_strategy_leaves_memory()
    {
        var left = LoadAndLeave();
        for (var i = 0; i < 50 && left.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        left.IsAlive.ShouldBeFalse();

        [MethodImpl(MethodImplOptions.NoInlining)]
        WeakReference LoadAndLeave()
        {
            using var other = new Bench();
            var strategy = other.Load(StrategyTemplate.Text("MyIdea")).Strategy!;
            Bench.Feed(strategy, 100);
            return new WeakReference(strategy.Definition.Create(strategy.Definition.Default));
        }
    }

    [Theory]
    [InlineData("MyIdea", null)]
    [InlineData("Idea2", null)]
    [InlineData("myIdea", "\"myIdea\" can't be the name of a strategy")]
    [InlineData("My-Idea", "\"My-Idea\" can't be")]
    [InlineData("../Evil", "\"../Evil\" can't be")]
    [InlineData("", "\"\" can't be")]
    [InlineData("Sma", "Sma is taken by Perun or .NET: choose another name, like MySma.")]
    public void A_name_must_be_fit_for_a_class_and_a_file(string name, string? sentence)
    {
        var objection = StrategyTemplate.Objection(name);
        if (sentence is null) objection.ShouldBeNull();
        else objection.ShouldNotBeNull().ShouldStartWith(sentence);
    }
}

using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Perun.Core.Strategies;

namespace Perun.Backtest.UserStrategies;

/// A strategy of the user's own, loaded from its file until disposed. It is the user's code with the user's rights: it is
/// watched for mistakes, not locked in.
public sealed class UserStrategy : IDisposable
{
    private readonly AssemblyLoadContext _context;
    private readonly Assembly _assembly;
    private readonly LineTable _lines;
    private readonly StrategyWatch _watch;

    internal UserStrategy(string file, AssemblyLoadContext context, Assembly assembly, LineTable lines, StrategyShape shape, TimeSpan patience, TimeProvider clock)
    {
        (File, Name, _context, _assembly, _lines) = (file, shape.Name, context, assembly, lines);
        var checkpoint = assembly.GetType(CheckpointRewriter.TypeName)!;
        _watch = new StrategyWatch(patience, clock, checkpoint.GetMethod("Stop")!.CreateDelegate<Action>());
        Remarks = [.. assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Where(mark => mark.Key == CheckpointRewriter.TypeName).Select(mark => mark.Value!)];
        Definition = new StrategyDefinition(Name, $"Your own, from {file}.", shape.Parameters, values => Make(shape, values))
        {
            Constraint = values => ObjectionTo(shape, values),
        };
    }

    public string Name { get; }

    /// As the user wrote it.
    public string File { get; }

    public StrategyDefinition Definition { get; }

    /// What it reaches beside its bars, each with its place.
    public IReadOnlyList<string> Remarks { get; }

    internal StrategyWatch Watch => _watch;

    public void Dispose()
    {
        _watch.Dispose();
        _context.Unload();
    }

    internal StrategyFailedException Failure(Activity activity, Exception thrown) => thrown switch
    {
        StrategyFailedException told => told,
        OperationCanceledException when _watch.Culprit is { } culprit && culprit.IsWhere(activity) => new StrategyFailedException(
            $"{activity.Who} did not come back from {activity.Place}: after {_watch.Patience.TotalSeconds:0.##} s it was still at {PlaceOf(thrown)} and was stopped. Is that a loop without an end?", thrown),
        OperationCanceledException => new StrategyFailedException($"{Name} was stopped on {activity.Place}, at {PlaceOf(thrown)}.", thrown) { IsBystander = true },
        InsufficientExecutionStackException => new StrategyFailedException($"{Name} calls itself without an end on {activity.Place}, at {PlaceOf(thrown)}.", thrown),
        _ => new StrategyFailedException($"{Name} failed on {activity.Place}, at {PlaceOf(thrown)}: {thrown.Message} ({thrown.GetType().Name})", thrown),
    };

    private GuardedStrategy Make(StrategyShape shape, ParameterValues values) =>
        new(this, _watch.Open(shape.Parameters.Length == 0 ? Name : $"{Name} ({values})"), () => shape.Make(values));

    /// A constructor that refuses a combination says so with an ArgumentException.
    private string? ObjectionTo(StrategyShape shape, ParameterValues values)
    {
        try
        {
            Make(shape, values);
            return null;
        }
        catch (StrategyFailedException failure) when (failure.InnerException is ArgumentException refusal)
        {
            return $"{Name} refuses {values}: {refusal.Message}";
        }
        catch (StrategyFailedException failure)
        {
            return failure.Message;
        }
    }

    /// "strategies/MyIdea.cs line 31": the innermost line of the user's file.
    private string PlaceOf(Exception thrown)
    {
        foreach (var frame in new StackTrace(thrown, fNeedFileInfo: false).GetFrames())
        {
            var type = frame.GetMethod()?.DeclaringType;
            if (type?.Assembly == _assembly && type.Name != CheckpointRewriter.TypeName && _lines.LineOf(frame) is { } line) return $"{File} line {line}";
        }
        return File;
    }
}

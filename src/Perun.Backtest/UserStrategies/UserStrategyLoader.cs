using System.Reflection;
using System.Runtime.Loader;

namespace Perun.Backtest.UserStrategies;

/// Either a strategy, or everything that is wrong with its file.
public sealed record UserStrategyLoad(UserStrategy? Strategy, IReadOnlyList<SourceProblem> Problems);

/// Compiles a user's file, or finds it compiled, and loads it.
/// <param name="cacheFolder">Where compiled strategies are kept; made when needed.</param>
public sealed class UserStrategyLoader(string cacheFolder)
{
    private const long MostBytes = 1 << 20;

    private readonly AssemblyCache _cache = new(cacheFolder);

    /// How long a strategy may think about one bar before it counts as stuck.
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <param name="shown">The file as the user wrote it, for messages; the path itself when not given.</param>
    public UserStrategyLoad Load(string path, string? shown = null)
    {
        var file = shown ?? path;
        string source;
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MostBytes }) return Refused(file, "is larger than 1 MB: a strategy is one small file.");
            source = File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refused(file, "is not there: `perun new strategy MyIdea` writes a start.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Refused(file, $"can't be read: {failure.Message}");
        }
        var key = AssemblyCache.KeyOf(file, source);
        // Only what loaded well is kept, so a problem here means a damaged file.
        if (_cache.Find(key) is { } kept && Start(file, kept, (_, _, _) => { }) is { } known) return new UserStrategyLoad(known, []);

        var compiler = new StrategyCompiler(file, source);
        if (compiler.Compile(out var problems) is not { } assembly) return new UserStrategyLoad(null, problems);
        List<SourceProblem> objections = [];
        var strategy = Start(file, assembly, (type, parameter, message) => objections.Add(compiler.At(type, parameter, message)));
        if (strategy is null) return new UserStrategyLoad(null, objections);
        _cache.Keep(key, assembly);
        return new UserStrategyLoad(strategy, []);
    }

    private UserStrategy? Start(string file, byte[] bytes, Action<string?, string?, string> objection)
    {
        var context = new AssemblyLoadContext(file, isCollectible: true);
        UserStrategy? strategy = null;
        var isSound = true;
        try
        {
            var assembly = context.LoadFromStream(new MemoryStream(bytes));
            if (StrategyShape.Of(assembly, Object) is { } shape && isSound)
            {
                var made = new UserStrategy(file, context, assembly, new LineTable(bytes), shape, Patience, Clock);
                if (made.Definition.Constraint(made.Definition.Default) is { } refusal)
                {
                    Object(shape.Name, null, refusal);
                    made.Dispose();
                    return null;
                }
                strategy = made;
            }
        }
        catch (Exception failure) when (failure is BadImageFormatException or FileLoadException or TypeLoadException or ReflectionTypeLoadException)
        {
            Object(null, null, $"The compiled file can't be loaded: {failure.Message}");
        }
        if (strategy is null) context.Unload();
        return strategy;

        void Object(string? type, string? parameter, string message)
        {
            isSound = false;
            objection(type, parameter, message);
        }
    }

    private static UserStrategyLoad Refused(string file, string what) => new(null, [new SourceProblem(file, 1, 1, $"{file} {what}")]);
}

using Perun.Adapters.Sources;
using Perun.Core.Bars;
using Perun.Simulation.World;

namespace Perun.Configuration;

/// Everything the user may set, checked and typed. It does not change while Perun runs.
public sealed record PerunSettings
{
    public required TradingMode Mode { get; init; }

    /// Everything but sending.
    public required bool ValidateOnly { get; init; }

    public required int Port { get; init; }

    public required VenueSettings Venue { get; init; }

    public required WorldSettings World { get; init; }

    public required AnalysisSettings Analysis { get; init; }

    public required ModelSettings Models { get; init; }

    public required NetworkSourceSettings Sources { get; init; }

    /// Whether services are asked over the network.
    public NetworkChoice NetworkSources { get; init; }

    public required RiskSettings Risk { get; init; }

    public required LoopSettings Loop { get; init; }

    public required LoggingSettings Logging { get; init; }

    public required PathSettings Paths { get; init; }

    public required MemorySettings Memory { get; init; }

    internal static PerunSettings From(SettingsReading reading, string home) => new()
    {
        Mode = reading.Get(KnownSettings.Mode),
        ValidateOnly = reading.Get(KnownSettings.ValidateOnly),
        Port = reading.Get(KnownSettings.Port),
        Venue = VenueSettings.From(reading),
        World = WorldSettings.From(reading),
        Analysis = AnalysisSettings.From(reading),
        Models = ModelSettings.From(reading),
        NetworkSources = reading.Get(KnownSettings.NetworkSources),
        Sources = NetworkSettings.From(reading, PathSettings.From(reading, home).Data),
        Risk = RiskSettings.From(reading),
        Loop = LoopSettings.From(reading),
        Logging = LoggingSettings.From(reading, home),
        Paths = PathSettings.From(reading, home),
        Memory = MemorySettings.From(reading, home),
    };
}

/// The simulated world and its account.
public sealed record WorldSettings(ulong Seed, double Speed, decimal StartCash)
{
    internal static WorldSettings From(SettingsReading reading) => new(
        reading.Get(KnownSettings.Seed), (double)reading.Get(KnownSettings.Speed), reading.Get(KnownSettings.StartCash));
}

/// Which instruments: named, or so many of the most liquid ones.
public sealed record UniverseWish(IReadOnlyList<string> Symbols, int? Automatic);

/// What analysts look at. Without trend timeframes, entries need no confirmation.
/// <param name="Symbols">By name; where they are chosen by the machine, what the simulated world has of them.</param>
public sealed record AnalysisSettings(UniverseWish Universe, IReadOnlyList<string> Symbols, Timeframe Timeframe, IReadOnlyList<Timeframe> TrendTimeframes)
{
    internal static AnalysisSettings From(SettingsReading reading) => From(reading.Get(KnownSettings.Symbols), reading);

    private static AnalysisSettings From(UniverseWish universe, SettingsReading reading) => new(
        universe, universe.Automatic is { } most ? [.. WorldCatalog.All.Take(most).Select(profile => profile.Instrument.Symbol)] : universe.Symbols, reading.Get(KnownSettings.Timeframe), reading.Get(KnownSettings.TrendTimeframes));
}

/// The daemon's rhythm.
public sealed record LoopSettings(TimeSpan Cycle, TimeSpan Poll)
{
    internal static LoopSettings From(SettingsReading reading) => new(
        reading.Get(KnownSettings.CycleInterval), reading.Get(KnownSettings.PollInterval));
}

public sealed record LoggingSettings(string Folder, string FileName, LogLevel Console, LogLevel File)
{
    internal static LoggingSettings From(SettingsReading reading, string home) => new(
        Path.GetFullPath(reading.Get(KnownSettings.LogFolder), home), reading.Get(KnownSettings.LogFile),
        reading.Get(KnownSettings.ConsoleLevel), reading.Get(KnownSettings.FileLevel));
}

/// Full paths of folders, which need not exist yet. `Memory` is null where there is none.
public sealed record PathSettings(string Home, string Data, string Prompts, string? Memory)
{
    internal static PathSettings From(SettingsReading reading, string home) => new(
        home,
        Path.GetFullPath(reading.Get(KnownSettings.DataFolder), home),
        Path.GetFullPath(reading.Get(KnownSettings.PromptFolder), home),
        reading.TryGet(KnownSettings.MemoryFolder, out var memory) ? Path.GetFullPath(memory, home) : null);
}

/// How memories are kept. Without an age or a count there is no such limit; without a folder there are no files.
public sealed record MemorySettings(string? Folder, TimeSpan? MaxAge, long? MaxCount)
{
    internal static MemorySettings From(SettingsReading reading, string home) => new(
        PathSettings.From(reading, home).Memory,
        reading.Get(KnownSettings.MemoryMaxAge) is > 0 and var days ? TimeSpan.FromDays(days) : null,
        reading.Get(KnownSettings.MemoryMaxCount) is > 0 and var count ? count : null);
}

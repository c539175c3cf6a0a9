using Microsoft.Extensions.Logging;
using Perun.Configuration;
using Perun.Logging;
using Serilog.Extensions.Logging;
using LogLevel = Perun.Configuration.LogLevel;

namespace Perun.Tests.Logging;

public sealed class LogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_line_says_when_how_important_and_what()
    {
        var line = Written(logger => logger.Information("Bought {Quantity} {Symbol}", 10, "AAPL")).ShouldHaveSingleItem();
        line.ShouldMatch(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}Z info  Bought 10 AAPL$");
    }

    [Fact]
    public void Secrets_are_masked_in_messages_properties_sources_and_exceptions()
    {
        var text = string.Join('\n', Written(
            logger =>
            {
                logger.Information("with canary-secret in the template");
                logger.Information("a value {Value}", "canary-secret");
                logger.Information("an object {@Value}", new { Key = "canary-secret" });
                logger.ForContext("SourceContext", "canary-secret").Information("from there");
                logger.Error(new InvalidOperationException("outer canary-secret", new IOException("inner canary-secret")), "failed");
                logger.Warning("GET https://x/?apikey={Key}", "canary-unknown");
            },
            secrets: ["canary-secret"]));
        text.ShouldNotContain("canary");
        text.ShouldContain("a value ********");
        text.ShouldContain("IOException: inner ********");
        text.ShouldContain("?apikey=********");
    }

    [Fact]
    public void Foreign_text_can_neither_forge_a_line_nor_steer_a_terminal()
    {
        var lines = Written(logger => logger.Information("news: {Headline}", "calm\n2026-01-01 00:00:00.000Z info  Sold everything\u001b[2J\r\u0007"));
        lines.Length.ShouldBe(3);
        lines.Skip(1).ShouldAllBe(line => line.StartsWith("    "));
        string.Concat(lines).Any(char.IsControl).ShouldBeFalse();
    }

    [Theory]
    [InlineData(LogLevel.Trace, 6)]
    [InlineData(LogLevel.Debug, 5)]
    [InlineData(LogLevel.Info, 4)]
    [InlineData(LogLevel.Warn, 3)]
    [InlineData(LogLevel.Error, 2)]
    [InlineData(LogLevel.Fatal, 1)]
    public void A_level_keeps_what_is_as_important_or_more(LogLevel level, int lines) =>
        Written(
            logger =>
            {
                logger.Verbose("1");
                logger.Debug("2");
                logger.Information("3");
                logger.Warning("4");
                logger.Error("5");
                logger.Fatal("6");
            },
            level).Length.ShouldBe(lines);

    [Fact]
    public void Off_writes_no_file()
    {
        using (var log = Log.Open(Settings(LogLevel.Off), SecretMask.PatternsOnly)) log.Logger.Fatal("lost");
        Directory.GetFiles(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void Files_roll_at_their_size_and_only_the_newest_ten_stay()
    {
        using (var log = Log.Open(Settings(LogLevel.Info), SecretMask.PatternsOnly, fileBytes: 1000))
        {
            for (var i = 0; i < 400; i++) log.Logger.Information("line {Number} of a log that goes on and on", i);
        }
        var files = Directory.GetFiles(_folder.Path);
        files.Length.ShouldBe(Log.Files);
        files.ShouldAllBe(file => new FileInfo(file).Length < 1200);
        files.Select(File.ReadAllText).ShouldContain(text => text.Contains("line 399 "));
        files.Select(File.ReadAllText).ShouldNotContain(text => text.Contains("line 0 "));
    }

    [Fact]
    public void A_log_that_can_not_be_written_says_so_and_what_to_do()
    {
        var blocked = _folder.Write("logs", "a file in the folder's place");
        using var log = Log.Open(new LoggingSettings(blocked, "perun.log", LogLevel.Off, LogLevel.Info), SecretMask.PatternsOnly);
        log.Trouble.ShouldNotBeNull().ShouldContain("set LOG_PATH to another");
    }

    [Fact]
    public void The_frameworks_loggers_write_to_it_under_their_name()
    {
        var line = Written(logger =>
        {
            using var factory = new SerilogLoggerFactory(logger);
            factory.CreateLogger("Microsoft.Hosting.Lifetime").LogWarning("started");
        }).ShouldHaveSingleItem();
        line.ShouldEndWith(" warn  Lifetime: started");
    }

    private LoggingSettings Settings(LogLevel file) => new(_folder.Path, "perun.log", LogLevel.Off, file);

    private string[] Written(Action<Serilog.ILogger> write, LogLevel level = LogLevel.Info, params string[] secrets)
    {
        using (var log = Log.Open(Settings(level), new SecretMask(secrets))) write(log.Logger);
        return File.ReadAllLines(_folder.File("perun.log"));
    }
}

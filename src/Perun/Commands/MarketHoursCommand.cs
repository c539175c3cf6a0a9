using System.CommandLine;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Core.Calendars;
using Perun.Core.Instruments;

namespace Perun.Commands;

/// <param name="IsOpen">At the moment asked about; for a date, whether there is trading on it.</param>
internal sealed record HoursDocument(
    string Venue, DateOnly Day, bool IsOpen, DateTime? At, DateTime? Opens, DateTime? Closes, bool IsEarlyClose, DateTime? NextChange, string? Holiday, string Why);

internal static class MarketHoursCommand
{
    private static readonly (string Name, TradingHours Hours)[] Venues =
        [("nyse", TradingHours.NewYork), ("crypto", TradingHours.AroundTheClock)];

    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var venue = new Option<string?>("--venue") { Description = "nyse or crypto; both when not given", HelpName = "venue" };
        venue.CompletionSources.Add(_ => Venues.Select(known => known.Name).Select(word => new System.CommandLine.Completions.CompletionItem(word)));
        var date = new Option<string?>("--date") { Description = "A date like 2026-12-24 in the market's own zone; now when not given", HelpName = "date" };
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead of text" };
        command.Add(venue);
        command.Add(date);
        command.Add(json);
        return new Verb(command, (parse, _) => Task.FromResult(Run(parse)),
            new Example("perun market-hours", "is it open, and until when"),
            new Example("perun market-hours --venue nyse --date 2026-12-24", "the hours of a day"));

        ExitCode Run(ParseResult parse)
        {
            var chosen = Choose(parse.GetValue(venue));
            var day = Inputs.Date(parse.GetValue(date));
            var now = scope.Clock.GetUtcNow().UtcDateTime;
            IReadOnlyList<HoursDocument> answers = [.. chosen.Select(known => day is { } on ? OnDay(known, on) : At(known, now))];
            var reply = scope.Reply(parse.GetValue(json));
            if (reply.IsJson) reply.Document(answers, CommandJson.Default.IReadOnlyListHoursDocument);
            else Print(reply.Printer, answers);
            return ExitCode.Done;
        }
    }

    private static IEnumerable<(string Name, TradingHours Hours)> Choose(string? typed)
    {
        if (typed is null) return Venues;
        var names = Venues.Select(known => known.Name).ToArray();
        var found = Array.FindIndex(names, known => known.Equals(typed, StringComparison.OrdinalIgnoreCase));
        if (found >= 0) return [Venues[found]];
        throw CommandFailedException.Usage($"\"{Inputs.Brief(typed)}\" is not a venue: {Nearest.Question(typed, names) ?? "give nyse or crypto."}");
    }

    private static HoursDocument At((string Name, TradingHours Hours) venue, DateTime now)
    {
        var hours = MarketHours.Describe(venue.Hours, now);
        return new HoursDocument(
            venue.Name, hours.TradingDay, hours.IsOpen, hours.Time, hours.Session?.Open, hours.Session?.Close,
            hours.Session?.IsEarlyClose ?? false, hours.NextChange, hours.Holiday, hours.Why);
    }

    private static HoursDocument OnDay((string Name, TradingHours Hours) venue, DateOnly day)
    {
        var hours = MarketHours.DescribeDay(venue.Hours, day);
        return new HoursDocument(
            venue.Name, day, hours.Session is not null, null, hours.Session?.Open, hours.Session?.Close,
            hours.Session?.IsEarlyClose ?? false, null, hours.Holiday, hours.Why);
    }

    private static void Print(IPrinter printer, IReadOnlyList<HoursDocument> answers)
    {
        var grid = new Grid(Grid.Left(""), Grid.Left("")) { HasTitles = false };
        foreach (var answer in answers)
            grid.Add(Words.Strong(answer.Venue), answer.IsOpen ? Words.Good(answer.Why) : Words.Bad(answer.Why));
        printer.Print(grid);
    }
}

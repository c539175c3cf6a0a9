using Perun.Commands.Access;
using Perun.Commands.Output;
using Perun.Facts;

namespace Perun.Commands;

/// The state of everything on one screen.
internal static class StatusPage
{
    private const int MostAlerts = 5;

    public static void Print(IPrinter printer, Overview overview, DaemonState daemon, KillFlag? flag, DateTime now)
    {
        var status = overview.Status;
        PrintDaemon(printer, status, daemon, now);
        printer.Line();
        PrintAccount(printer, status);
        if (status.Venue is { } venue) PrintVenue(printer, venue, now);
        PrintEntries(printer, status, flag);

        printer.Heading(overview.Positions.Count == 0 ? "No positions" : Show.Count(overview.Positions.Count, "position"));
        if (overview.Positions.Count > 0) printer.Print(PositionsCommand.GridOf(overview.Positions));
        PrintMarkets(printer, status.Markets);
        PrintAlerts(printer, overview.Alerts);
    }

    private static void PrintDaemon(IPrinter printer, Status status, DaemonState daemon, DateTime now)
    {
        var isRunning = daemon == DaemonState.Running;
        var validate = status.ValidateOnly ? Words.Warning(", sends no orders (validation)") : "";
        if (isRunning)
        {
            var since = status.RunningSince is { } start ? $" for {Show.Span(now - start)}" : "";
            printer.Line(Words.Strong("Perun "), Words.Good("runs" + since), $", {status.Mode}", validate);
        }
        else
        {
            printer.Line(Words.Strong("Perun "), Words.Warning(daemon == DaemonState.Silent ? "does not answer" : "does not run"), $", {status.Mode}: this is what it remembers", validate);
        }
        var speed = status.Speed != 1 ? $", {status.Speed:0.##} times real time" : "";
        var next = isRunning && status.NextCycle is { } cycle ? $", next look {Show.Time(cycle)}" : "";
        printer.Line(Words.Quiet($"Market time {Show.Time(status.Now)} UTC{speed}{next}, journal position {status.JournalPosition}"));
    }

    private static void PrintAccount(IPrinter printer, Status status)
    {
        var grid = new Grid(Grid.Left(""), Grid.Right(""), Grid.Left("")) { HasTitles = false };
        grid.Add("Equity", Words.Strong(Show.Money(status.Equity)), Words.Quiet($"started with {Show.Money(status.StartCash)}{(status.FromOutside == 0 ? "" : $", {(status.FromOutside > 0 ? "+" : "")}{Show.Money(status.FromOutside)} from outside")}"));
        grid.Add("Cash", Show.Money(status.Cash), "");
        grid.Add("Exposure", Show.Money(status.Exposure), status.Equity > 0 ? Words.Quiet($"{Show.Percent(status.Exposure / status.Equity * 100)} of equity") : "");
        grid.Add("Today", Show.Profit(status.ProfitToday), Words.Quiet(Show.Count(status.EntriesToday, "entry", "entries")));
        grid.Add("Realised", Show.Profit(status.Realised), Words.Quiet($"{Show.Count(status.TradesClosed, "trade")}, after {Show.Money(status.Fees)} in fees"));
        grid.Add("Unrealised", Show.Profit(status.Unrealised), "");
        printer.Print(grid);
    }

    private static void PrintVenue(IPrinter printer, VenueFact venue, DateTime now)
    {
        printer.Heading(venue.Name);
        printer.Line(venue.ReadAt is { } at ? Words.Quiet($"as the venue said {Show.Span(now > at ? now - at : TimeSpan.Zero)} ago") : Words.Warning("the account was not read yet"));
        if (venue.WhyNot is { } why) printer.Line(Words.Bad("Not ready: "), why);
        if (venue.Trouble is { } trouble) printer.Line(Words.Warning("The newest try to read the account failed: "), trouble);
        var grid = new Grid(Grid.Left(""), Grid.Right(""), Grid.Left("")) { HasTitles = false };
        if (venue.Equity is { } equity) grid.Add("Equity", Show.Money(equity), "");
        if (venue.Cash is { } cash) grid.Add("Cash", Show.Money(cash), venue.Currency);
        if (venue.BuyingPower is { } power) grid.Add("Buying power", Show.Money(power), "");
        foreach (var held in venue.Holdings) grid.Add(held.Symbol, Show.Quantity(held.Quantity), held.Outside == 0 ? "" : Words.Quiet($"{Show.Quantity(held.Outside)} not Perun's"));
        grid.Add("Open orders", $"{venue.OpenOrders}", venue.ForeignOrders == 0 ? "" : Words.Warning($"{venue.ForeignOrders} not Perun's"));
        foreach (var stream in venue.Streams) grid.Add($"Stream of {stream.Stream}", stream.State, stream.State == "whole" ? "" : Words.Warning(stream.Why));
        printer.Print(grid);
    }

    private static void PrintEntries(IPrinter printer, Status status, KillFlag? flag)
    {
        printer.Line();
        if (flag is not null)
            printer.Line(Words.Bad("The kill file is up"), $" since {Show.Time(flag.At)} UTC: {flag.Why}. perun resume takes it down.");
        foreach (var brake in status.Brakes)
            printer.Line(Words.Bad($"{brake.Brake} brake: "), brake.Why, Words.Quiet(brake.Until is { } until ? $" (until {Show.Time(until)} UTC)"
                : brake.NeedsPerson ? " (until a person lifts it: perun resume)" : " (lifts by itself)"));
        if (status.EntriesAllowed && flag is null) printer.Line(Words.Good("Entries are allowed."));
        else printer.Line(Words.Bad("Entries are stopped."), " Exits and protection go on.");
    }

    private static void PrintMarkets(IPrinter printer, IReadOnlyList<MarketFact> markets)
    {
        if (markets.Count == 0) return;
        printer.Heading("Markets");
        var grid = new Grid(Grid.Left("symbol"), Grid.Right("price"), Grid.Left("state"), Grid.Left("changes (UTC)"));
        foreach (var market in markets)
        {
            var state = market.IsHalted ? Words.Bad("halted") : market.IsOpen ? Words.Good("open") : Words.Quiet("closed");
            grid.Add(market.Symbol, market.Price == 0 ? Words.Quiet("none yet") : Show.Price(market.Price), state, market.NextChange is { } change ? Show.Time(change) : Words.Quiet("never"));
        }
        printer.Print(grid);
    }

    private static void PrintAlerts(IPrinter printer, IReadOnlyList<AlertFact> alerts)
    {
        if (alerts.Count == 0) return;
        printer.Heading("Alerts");
        foreach (var alert in alerts.Take(MostAlerts))
            printer.Item($"{Show.Time(alert.At)} {alert.Severity}{(alert.Symbol is { } symbol ? $" {symbol}" : "")}: {alert.Text}");
        if (alerts.Count > MostAlerts) printer.Line(Words.Quiet($"  and {alerts.Count - MostAlerts} more in perun status --json"));
    }
}

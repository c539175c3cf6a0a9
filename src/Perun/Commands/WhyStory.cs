using Perun.Commands.Output;
using Perun.Facts;

namespace Perun.Commands;

/// One decision, told to somebody who knows nothing about it.
internal static class WhyStory
{
    public static void Print(IPrinter printer, Explanation story)
    {
        var decision = story.Decision;
        var confidence = decision.Confidence is { } known ? $" with a confidence of {Show.Confidence(known)}" : "";
        printer.Line(Words.Strong($"Decision {decision.Id}: {decision.Action} {decision.Symbol}"), ", ", DecisionsCommand.VerdictOf(decision));
        printer.Line(Words.Quiet($"{Show.Time(decision.At)} UTC, proposed by {decision.By}{confidence}"));

        PrintProposal(printer, decision, story.Basis);
        PrintJudgement(printer, decision);
        PrintOrders(printer, story);
        PrintEvents(printer, story.Story);
        PrintOutcome(printer, story);
        if (story.Mind is { } mind) MindStory.Print(printer, mind);
    }

    private static void PrintProposal(IPrinter printer, DecisionFact decision, IReadOnlyList<string> basis)
    {
        printer.Heading("What was proposed");
        printer.Paragraph(decision.Rationale.Length > 0 ? decision.Rationale : "No reason was given.");
        if (decision.Price > 0)
            printer.Paragraph($"The price was {Show.Price(decision.Price)}{Level("stop", decision.Stop, decision.Price)}{Level("target", decision.Target, decision.Price)}.");
        if (basis.Count == 0) return;
        printer.Heading("What it was based on");
        foreach (var line in basis) printer.Item(line);
    }

    private static void PrintJudgement(IPrinter printer, DecisionFact decision)
    {
        printer.Heading("How it was judged");
        var quantity = decision.Quantity > 0 ? $" {Show.Quantity(decision.Quantity)} {decision.Symbol}" : "";
        printer.Line("  ", DecisionsCommand.VerdictOf(decision), quantity, decision.Reason is "None" or "" ? "" : $" by the rule {decision.Reason}");
        if (decision.Text.Length > 0) printer.Paragraph(decision.Text);
        if (RuleGlossary.Meaning(decision.Reason) is { } meaning) printer.Paragraph(meaning, tone: Tone.Quiet);
    }

    private static void PrintOrders(IPrinter printer, Explanation story)
    {
        printer.Heading(story.Orders.Count == 0 ? "No orders were given" : "What was ordered");
        if (story.Orders.Count == 0) return;
        printer.Print(OrdersCommand.GridOf(story.Orders));
        foreach (var order in story.Orders.Where(order => !string.IsNullOrWhiteSpace(order.Text)))
            printer.Item($"{order.Id}: {order.Text}");
        printer.Paragraph(Protection(story));
    }

    private static void PrintEvents(IPrinter printer, IReadOnlyList<StoryStep> steps)
    {
        if (steps.Count == 0) return;
        printer.Heading("What happened");
        var width = steps.Max(step => step.What.Length);
        var digits = steps.Max(step => $"{step.Position}".Length);
        foreach (var step in steps) printer.Item(step.Text, $"  {Show.Time(step.At)}  {$"#{step.Position}".PadLeft(digits + 1)}  {Tidy.OneLine(step.What).PadRight(width)}  ");
    }

    private static void PrintOutcome(IPrinter printer, Explanation story)
    {
        printer.Heading("What came of it");
        if (story.Trade is { } trade)
        {
            printer.Line("  ", Show.Profit(trade.Profit), $" after fees of {Show.Money(trade.Fees)}, left by {trade.Reason}");
            printer.Paragraph(
                $"{Show.Quantity(trade.Quantity)} {trade.Symbol} {trade.Side.ToLowerInvariant()} from {Show.Average(trade.AverageEntry)} to {Show.Average(trade.AverageExit)}, " +
                $"held {Show.Span(trade.Closed - trade.Opened)}, closed {Show.Time(trade.Closed)} UTC.");
            return;
        }
        printer.Paragraph(story switch
        {
            { Decision.Outcome: { } outcome } => $"The trade it opened is closed with {Show.Profit(outcome).Text} after fees.",
            _ when Filled(story, "Entry") > 0 => $"The position it opened is still held: perun positions shows it.",
            _ when Filled(story, "Exit") > 0 => "It reduced a position.",
            { Orders.Count: > 0 } => "Nothing was filled.",
            _ => "Nothing was traded.",
        });
    }

    private static string Protection(Explanation story)
    {
        var entered = Filled(story, "Entry");
        var stop = story.Orders.FirstOrDefault(order => order.Purpose == "ProtectiveStop");
        var target = story.Orders.FirstOrDefault(order => order.Purpose == "Target");
        if (entered == 0 && stop is null) return "Nothing was filled, so that there was nothing to protect.";
        if (stop is null) return "No stop order belongs to this decision; perun positions says how the position is protected now.";
        var goal = target is null ? "" : $"; {Leg("target", target, target.LimitPrice)}";
        return $"Protection: {Leg("stop", stop, stop.StopPrice)}{goal}.";
    }

    private static string Leg(string what, OrderFact order, decimal? price) =>
        $"{what} {order.Id} for {Show.Quantity(order.Quantity)}{(price is { } at ? $" at {Show.Price(at)}" : "")} ({order.Status})";

    private static string Level(string what, decimal? level, decimal price) => level is { } at
        ? $", the {what} {Show.Price(at)} ({Show.Percent(Math.Abs(at - price) / price * 100)} away)"
        : "";

    private static decimal Filled(Explanation story, string purpose) =>
        story.Orders.Where(order => order.Purpose == purpose).Sum(order => order.Filled);
}

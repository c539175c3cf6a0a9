using System.CommandLine;
using Perun.Commands.Output;

namespace Perun.Commands.Syntax;

/// What `--help` prints.
internal static class HelpPage
{
    private const string Indent = "  ";

    public static void Print(IPrinter printer, PerunActions actions)
    {
        printer.Line("Perun, an autonomous trading system.");
        printer.Heading("Usage");
        printer.Line(Indent, "perun <command> [options]");
        foreach (var group in CommandTable.Listed(actions).GroupBy(entry => entry.Group))
        {
            printer.Heading(Title(group.Key));
            Print(printer, group.Select(entry => (entry.Name, entry.Summary)), 14);
        }
        printer.Heading("Start here");
        Print(printer, [("perun run", "trade in the simulated market"), ("perun status", "see how it goes"), ("perun <command> --help", "everything about one command")], 24);
    }

    /// The commands of a family.
    public static void Print(IPrinter printer, IReadOnlyList<CommandEntry> family)
    {
        Print(printer, family.Select(entry => ($"perun {entry.Name}", entry.Summary)), family.Max(entry => entry.Name.Length) + 6);
        printer.Line();
        printer.Line(Words.Quiet($"perun {family[0].Name} --help explains one with examples."));
    }

    public static void Print(IPrinter printer, Verb verb)
    {
        var command = verb.Syntax;
        printer.Line(command.Description ?? "");
        printer.Heading("Usage");
        printer.Line(Indent, Usage(command));
        PrintSection(printer, "Arguments", [.. command.Arguments.Where(argument => !argument.Hidden).Select(argument => ($"<{argument.Name}>", argument.Description ?? ""))]);
        PrintSection(printer, "Options", [.. command.Options.Where(option => !option.Hidden).Select(option => (Names(option), option.Description ?? "")), ("-h, --help", "Print this")]);
        PrintSection(printer, "Examples", [.. verb.Examples.Select(example => (example.Line, example.Does))]);
    }

    private static void PrintSection(IPrinter printer, string title, (string Left, string Right)[] rows)
    {
        if (rows.Length == 0) return;
        printer.Heading(title);
        Print(printer, rows, Math.Min(rows.Max(row => row.Left.Length), 34));
    }

    private static void Print(IPrinter printer, IEnumerable<(string Left, string Right)> rows, int width)
    {
        foreach (var (left, right) in rows)
        {
            var isFirst = left.Length <= width;
            if (!isFirst) printer.Line(Indent, left);
            foreach (var line in TextWrap.Lines(right, printer.Width - width - 4))
            {
                printer.Line(Indent, (isFirst ? left : "").PadRight(width), Indent, Words.Quiet(line));
                isFirst = false;
            }
        }
    }

    private static string Usage(Command command)
    {
        var arguments = command.Arguments.Where(argument => !argument.Hidden)
            .Select(argument => argument.Arity.MinimumNumberOfValues > 0 ? $" <{argument.Name}>" : $" [{argument.Name}]");
        return $"perun {CommandPath.Of(command)}{string.Concat(arguments)} [options]";
    }

    private static string Names(Option option)
    {
        var names = string.Join(", ", option.Aliases.Prepend(option.Name).Distinct(StringComparer.Ordinal));
        return option.ValueType == typeof(bool) ? names : $"{names} <{option.HelpName ?? "value"}>";
    }

    private static string Title(CommandGroup group) => group switch
    {
        CommandGroup.Running => "Running",
        CommandGroup.Looking => "Looking",
        CommandGroup.Trading => "Trading (needs a running Perun)",
        CommandGroup.Checking => "Checking",
        CommandGroup.History => "History",
        CommandGroup.Memory => "Memory",
        CommandGroup.Tools => "Tools",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

using System.Text;

namespace Perun.Faults.Tests.Page;

/// The table of faults as a page of the documentation.
internal static class FaultPage
{
    private const string Head = """
        # Faults

        What can go wrong between Perun and a venue, and what Perun then does. Each line is a test: the whole of Perun (engine, journal,
        reconciliation) with the real adapter, over real sockets, at a [simulated venue](venue-servers.md) that goes wrong on demand, in virtual
        time. A test holds only if money and holdings are the same at the venue and in the ledger at its end, to the cent, and no order was
        sent twice. Beside them are nights on which anything may go wrong at any time, by seeded chance (`AnyNightTests`; `./test --long` passes many).

        `./test` prints this table with what came of it. It is made from the tests: `UPDATE_GENERATED=1` writes it anew. The nights of a
        fault are its variants: other requests, other messages, other words.


        """;

    public static string Text()
    {
        var page = new StringBuilder(Head);
        foreach (var group in FaultLine.All.GroupBy(static line => line.Group).OrderBy(static group => group.First().Fault.Number, StringComparer.Ordinal))
        {
            page.Append($"## {char.ToUpperInvariant(group.Key[0])}{group.Key[1..]}\n\n| | at | what happens | what Perun does | nights |\n|---|---|---|---|---|\n");
            foreach (var line in group) page.Append($"| {line.Fault.Number} | {string.Join(", ", line.Houses)} | {line.Fault.Happens} | {line.Fault.Does} | {line.Nights} |\n");
            page.Append('\n');
        }
        return page.ToString().TrimEnd('\n') + "\n";
    }
}

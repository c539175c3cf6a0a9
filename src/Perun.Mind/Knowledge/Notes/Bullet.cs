using System.Text;

namespace Perun.Mind.Knowledge.Notes;

/// The line that tells an object, with its line end. Times are absolute, so that a line stays the same until its object changes.
internal static class Bullet
{
    public static (string Short, string Full) Of(Held held, Echo echo)
    {
        var about = held.Object;
        var text = Envelope.Escape(about.Text);
        var tail = Tail(held, echo);
        var head = Grades(about.Grades);
        var brief = $"- {head}{text}{tail}\n";
        var detail = about.Detail is null ? "" : Envelope.Escape(about.Detail);
        return detail.Length == 0 || detail == text ? (brief, brief) : (brief, $"- {head}{text}: {detail}{tail}\n");
    }

    private static string Grades(in Grades grades)
    {
        var (severity, confidence, priority) = grades;
        return (severity, confidence, priority) switch
        {
            (null, null, null) => "",
            ({ } known, { } sure, _) => $"[{Word(known)}, {Word(sure)} confidence] ",
            (_, { } sure, _) => $"[{Word(sure)} confidence] ",
            (_, _, { } urgency) => $"[{urgency}] ",
            ({ } known, _, _) => $"[{Word(known)}] ",
        };
    }

    private static string Tail(Held held, Echo echo)
    {
        var tail = new StringBuilder(64).Append(" (").Append(Envelope.Escape(held.Object.From.Source));
        if (tail.Length > 2) tail.Append(", ");
        tail.Append($"{held.Since:yyyy-MM-dd HH:mm}");
        if (echo.Sources > 1) tail.Append($"; {echo.Sources} sources");
        if (echo.Contradictions > 0) tail.Append($"; contradicted by {echo.Contradictions}");
        return tail.Append(')').ToString();
    }

    private static string Word<T>(T grade) where T : struct, Enum => grade.ToString().ToLowerInvariant();
}

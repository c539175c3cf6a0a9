using Perun.Facts;

namespace Perun.Tests.Web;

/// An account whose every text tries to become something else.
internal static class HostileSamples
{
    public const string Script = "<script>window.owned=1</script>";

    public const string Text =
        Script + "<img src=x onerror=\"window.owned=1\"><svg/onload=window.owned=1></textarea></title>\"'`{{7*7}}${7*7}@Model javascript:alert(1)"
        + " \u202Eevil\u202C \u0000\u200B";

    public static string Long { get; } = Text + new string('W', 4000);

    public static Overview Overview()
    {
        var calm = Samples.Running();
        return calm with
        {
            Status = calm.Status with
            {
                Mode = Text,
                Brakes = [new(Text, Long, Samples.Now)],
                Markets = [new(Text, true, Samples.Now, false, 1, Samples.Now)],
            },
            Positions = [calm.Positions[0] with { Symbol = Long, Protection = Text }],
            Orders =
            [
                calm.Orders[0] with { Id = Text, Symbol = Long, Side = Text, Type = Text, Purpose = Text, Status = Text, Text = Long },
            ],
            Decisions = [Decision()],
            Trades = [calm.Trades[0] with { Symbol = Long, Side = Text, Reason = Text }],
            Alerts = [new(Samples.Now, Text, Text, Text, Long)],
        };
    }

    public static Explanation Story() => new()
    {
        Decision = Decision(),
        Basis = [Text, Long],
        Orders = Overview().Orders,
        Story = [new(Samples.Now, 1, Text, Long)],
        Trade = Overview().Trades[0],
        Mind = Samples.Mind() with
        {
            Model = Text,
            Outcome = Text,
            Failure = Long,
            InsteadOf = Text,
            Note = Long,
            PromptName = Text,
            PromptHash = Text,
            PromptSystem = Long,
            PromptRequest = Long,
            Answer = Long,
            Checks = [new CheckedFact(Long, Text, double.NaN, Long, Text, Long, [Long])],
            Items = [new ItemFact(Long, Long, Text, 1, Text, Text, true, Long, 1)],
        },
    };

    private static DecisionFact Decision() => Samples.Story().Decision with
    {
        Symbol = Text,
        Action = Text,
        By = Long,
        Rationale = Long,
        Verdict = Text,
        Reason = Text,
        Text = Long,
    };
}

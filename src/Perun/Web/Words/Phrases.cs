using System.Text;

namespace Perun.Web.Words;

/// Code words as a person says them.
internal static class Phrases
{
    /// "PartiallyFilled" becomes "partially filled".
    public static string Apart(string word)
    {
        var text = new StringBuilder(word.Length + 4);
        for (var i = 0; i < word.Length; i++)
        {
            if (i > 0 && char.IsUpper(word[i]) && char.IsLower(word[i - 1]))
                text.Append(' ');
            text.Append(char.ToLowerInvariant(word[i]));
        }

        return text.ToString();
    }

    public static string Brake(string brake) => brake switch
    {
        "Kill" => "Kill switch",
        "Breach" => "The books do not balance",
        "Flatten" => "Everything is being closed",
        "DailyLoss" => "Daily loss limit",
        "StopOuts" => "Too many stop-outs",
        "Drawdown" => "Drawdown",
        "LossStreak" => "Losses in a row",
        _ => Apart(brake),
    };

    public static string Mode(string mode) => mode switch
    {
        "simulated" => "Simulated market, no real money",
        "paper" => "Paper account, no real money",
        "live" => "Live account, real money",
        _ => "",
    };

    /// How long ago, coarsely.
    public static string Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 1 } => "now",
        { TotalSeconds: < 90 } => $"{(int)age.TotalSeconds} s",
        { TotalMinutes: < 90 } => $"{(int)age.TotalMinutes} min",
        { TotalHours: < 48 } => $"{(int)age.TotalHours} h",
        _ => $"{(int)age.TotalDays} d",
    };

    /// ok, warn, bad or quiet: the class of a verdict, status or severity.
    public static string Tone(string word) => word switch
    {
        "Allowed" or "Filled" or "Accepted" => "ok",
        "Resized" or "Unknown" or "PartiallyFilled" or "Warning" => "warn",
        "Refused" or "Rejected" or "Critical" => "bad",
        _ => "quiet",
    };
}

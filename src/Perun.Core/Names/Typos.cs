namespace Perun.Core.Names;

/// How many slips of the finger lie between two words: a letter too much, too few, wrong, or swapped with its neighbour.
public static class Typos
{
    public static int Between(string typed, string meant)
    {
        var beforeLast = new int[meant.Length + 1];
        var last = new int[meant.Length + 1];
        var current = new int[meant.Length + 1];
        for (var j = 0; j <= meant.Length; j++) last[j] = j;
        for (var i = 1; i <= typed.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= meant.Length; j++)
            {
                var wrong = last[j - 1] + (typed[i - 1] == meant[j - 1] ? 0 : 1);
                current[j] = Math.Min(wrong, 1 + Math.Min(last[j], current[j - 1]));
                if (i > 1 && j > 1 && typed[i - 1] == meant[j - 2] && typed[i - 2] == meant[j - 1])
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
            }
            (beforeLast, last, current) = (last, current, beforeLast);
        }
        return last[meant.Length];
    }
}

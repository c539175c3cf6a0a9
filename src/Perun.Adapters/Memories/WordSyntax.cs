using Perun.Mind.Memories;
using Perun.Mind.Memories.Recalling;

namespace Perun.Adapters.Memories;

/// Words as the index wants them asked: each in quotes, in which nothing is an operator.
internal static class WordSyntax
{
    public static string Of(WordQuery query, MemoryFilter filter)
    {
        var words = query.Words.Select((word, i) => Quoted(word) + (query.IsLastBegun && i == query.Words.Count - 1 ? " *" : ""));
        var text = string.Join(query.IsAny ? " OR " : " AND ", words);
        if (filter.Symbol is { } symbol) text = $"symbols : {Quoted(symbol)} AND ({text})";
        if (filter.Tag is { } tag) text = $"tags : {Quoted(tag)} AND ({text})";
        return text;
    }

    private static string Quoted(string word) => $"\"{word.Replace("\"", "")}\"";
}

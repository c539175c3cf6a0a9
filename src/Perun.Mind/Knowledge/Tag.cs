namespace Perun.Mind.Knowledge;

/// What an object is about: `symbol: AAPL`, `lane: news-sentiment`.
public readonly record struct Tag(string Key, string Value)
{
    /// The tag that names the lane an object was made for.
    public const string Lane = "lane";

    /// The tag that names an instrument an object is about.
    public const string Symbol = "symbol";

    public override string ToString() => $"{Key}:{Value}";
}

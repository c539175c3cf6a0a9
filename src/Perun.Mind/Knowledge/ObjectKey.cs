namespace Perun.Mind.Knowledge;

/// The identity of an object: two kinds may use the same id.
public readonly record struct ObjectKey(KnowledgeKind Kind, string Id)
{
    public override string ToString() => $"{Kind}:{Id}";

    /// The inverse of `ToString`, in any case.
    public static bool TryParse(string text, out ObjectKey key)
    {
        var colon = text.IndexOf(':');
        key = default;
        if (colon <= 0 || colon == text.Length - 1 || int.TryParse(text[..colon], out _)) return false;
        if (!Enum.TryParse<KnowledgeKind>(text[..colon].Replace("-", "").Trim(), ignoreCase: true, out var kind)) return false;
        key = new ObjectKey(kind, text[(colon + 1)..].Trim());
        return key.Id.Length > 0;
    }
}

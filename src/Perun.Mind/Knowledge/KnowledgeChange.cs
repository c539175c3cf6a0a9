namespace Perun.Mind.Knowledge;

/// How an object stands after it changed, in bytes; or that it is gone.
/// <param name="Body">Null where it is gone.</param>
public readonly record struct KnowledgeChange(ObjectKey Key, byte[]? Body);

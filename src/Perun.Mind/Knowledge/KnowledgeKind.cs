namespace Perun.Mind.Knowledge;

/// What sort of statement an object is, in the order in which a note tells them.
public enum KnowledgeKind
{
    Goal,
    Constraint,
    Decision,
    Evidence,
    Assumption,
    OpenQuestion,
}

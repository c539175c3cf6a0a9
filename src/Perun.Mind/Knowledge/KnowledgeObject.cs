namespace Perun.Mind.Knowledge;

/// One piece of information. It is replaced by another with its key, never changed.
public abstract record KnowledgeObject
{
    private protected KnowledgeObject()
    {
    }

    public required string Id { get; init; }

    public required Provenance From { get; init; }

    /// Kept as a plain array, whatever it was given as: whoever asks for tags asks often.
    public IReadOnlyList<Tag> Tags { get; init => field = value as Tag[] ?? [.. value]; } = [];

    /// From this moment on it no longer holds, UTC; null when only age counts against it.
    public DateTime? Expires { get; init; }

    public abstract KnowledgeKind Kind { get; }

    /// What it says, in a line.
    public abstract string Text { get; init; }

    /// More of it, told where there is room.
    public virtual string? Detail { get; init; }

    public abstract Grades Grades { get; }

    /// One that is not active is never selected.
    public virtual bool IsActive => true;

    public ObjectKey Key => new(Kind, Id);
}

public sealed record Goal : KnowledgeObject
{
    public required string Title { get; init; }

    public required Priority Priority { get; init; }

    public Standing Status { get; init; }

    public override KnowledgeKind Kind => KnowledgeKind.Goal;

    public override string Text { get => Title; init => Title = value; }

    public override Grades Grades => new(Priority: Priority);

    public override bool IsActive => Status == Standing.Active;
}

public sealed record Constraint : KnowledgeObject
{
    public required string Statement { get; init; }

    public required Priority Priority { get; init; }

    public Standing Status { get; init; }

    public override KnowledgeKind Kind => KnowledgeKind.Constraint;

    public override string Text { get => Statement; init => Statement = value; }

    public override Grades Grades => new(Priority: Priority);

    public override bool IsActive => Status == Standing.Active;
}

public sealed record Assumption : KnowledgeObject
{
    public required string Statement { get; init; }

    public required Confidence Confidence { get; init; }

    public Standing Status { get; init; }

    public override KnowledgeKind Kind => KnowledgeKind.Assumption;

    public override string Text { get => Statement; init => Statement = value; }

    public override Grades Grades => new(Confidence: Confidence);

    public override bool IsActive => Status == Standing.Active;
}

/// What was seen or read. It has no status: it stays usable until it expires or is retired.
public sealed record Evidence : KnowledgeObject
{
    public required string Summary { get; init; }

    public required Severity Severity { get; init; }

    public required Confidence Confidence { get; init; }

    public override KnowledgeKind Kind => KnowledgeKind.Evidence;

    public override string Text { get => Summary; init => Summary = value; }

    public override Grades Grades => new(Severity, Confidence);
}

public sealed record OpenQuestion : KnowledgeObject
{
    public required string Question { get; init; }

    public required Priority Priority { get; init; }

    public Standing Status { get; init; }

    public override KnowledgeKind Kind => KnowledgeKind.OpenQuestion;

    public override string Text { get => Question; init => Question = value; }

    public override Grades Grades => new(Priority: Priority);

    public override bool IsActive => Status == Standing.Active;
}

/// What was decided before, and why.
public sealed record Decision : KnowledgeObject
{
    public required string Statement { get; init; }

    public string? Rationale { get; init; }

    public Standing Status { get; init; }

    public override KnowledgeKind Kind => KnowledgeKind.Decision;

    public override string Text { get => Statement; init => Statement = value; }

    public override string? Detail { get => Rationale; init => Rationale = value; }

    public override Grades Grades => default;

    public override bool IsActive => Status == Standing.Active;
}

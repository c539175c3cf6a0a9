using System.Diagnostics;
using Perun.Core.State;
using Perun.Mind.Knowledge.Likeness;

namespace Perun.Mind.Knowledge;

/// An object into bytes and back.
internal static class ObjectSync
{
    public static byte[] Write(Held held)
    {
        var stream = StateStream.Save();
        Sync(stream, ref held);
        return stream.Saved.ToArray();
    }

    public static Held Read(byte[] body)
    {
        var stream = StateStream.Load(body);
        Held held = null!;
        Sync(stream, ref held);
        stream.ExpectEnd();
        return held;
    }

    public static void Sync(StateStream stream, ref Held held)
    {
        var (created, updated, retired) = stream.IsLoading ? default : (held.Created, held.Updated, held.IsRetired);
        var form = stream.IsLoading ? new ObjectForm() : ObjectForm.Of(held.Object);
        stream.Sync(ref created);
        stream.Sync(ref updated);
        stream.Sync(ref retired);
        form = Sync(stream, form);
        if (!stream.IsLoading) return;
        var about = form.ToObject();
        held = new Held(about, created, updated, Fingerprint.Of(about.Text)) { IsRetired = retired };
    }

    private static ObjectForm Sync(StateStream stream, ObjectForm form)
    {
        var (kind, id, text, detail) = (form.Kind, form.Id, form.Text, form.Detail);
        var (severity, confidence, priority, standing) = ((int)form.Severity.GetValueOrDefault(), (int)form.Confidence.GetValueOrDefault(), (int)form.Priority.GetValueOrDefault(), form.Standing);
        var (source, at, isOwn, expires) = (form.Source, form.At, form.IsOwn, form.Expires);
        stream.SyncEnum(ref kind);
        stream.SyncText(ref id);
        stream.SyncText(ref text);
        stream.Sync(ref detail);
        stream.Sync(ref severity);
        stream.Sync(ref confidence);
        stream.Sync(ref priority);
        stream.SyncEnum(ref standing);
        stream.SyncText(ref source);
        stream.Sync(ref at);
        stream.Sync(ref isOwn);
        stream.Sync(ref expires);
        var tags = form.Tags.ToList();
        stream.SyncList(tags, static (StateStream to, ref Tag tag) =>
        {
            var (key, value) = (tag.Key ?? "", tag.Value ?? "");
            to.SyncText(ref key);
            to.SyncText(ref value);
            tag = new Tag(key, value);
        });
        return new ObjectForm
        {
            Kind = kind,
            Id = id,
            Text = text,
            Detail = detail,
            Severity = severity == 0 ? null : (Severity)severity,
            Confidence = confidence == 0 ? null : (Confidence)confidence,
            Priority = priority == 0 ? null : (Priority)priority,
            Standing = standing,
            Source = source,
            At = at,
            IsOwn = isOwn,
            Expires = expires,
            Tags = tags,
        };
    }
}

/// An object of any kind with its fields side by side, as it is stored.
public sealed record ObjectForm
{
    public KnowledgeKind Kind { get; init; }

    public string Id { get; init; } = "";

    public string Text { get; init; } = "";

    public string? Detail { get; init; }

    public Severity? Severity { get; init; }

    public Confidence? Confidence { get; init; }

    public Priority? Priority { get; init; }

    public Standing Standing { get; init; }

    public string Source { get; init; } = "";

    public DateTime At { get; init; }

    public bool IsOwn { get; init; }

    public DateTime? Expires { get; init; }

    public IReadOnlyList<Tag> Tags { get; init; } = [];

    public static ObjectForm Of(KnowledgeObject about) => new()
    {
        Kind = about.Kind,
        Id = about.Id,
        Text = about.Text,
        Detail = about.Detail,
        Severity = about.Grades.Severity,
        Confidence = about.Grades.Confidence,
        Priority = about.Grades.Priority,
        Standing = about switch
        {
            Goal goal => goal.Status,
            Constraint constraint => constraint.Status,
            Assumption assumption => assumption.Status,
            OpenQuestion question => question.Status,
            Decision decision => decision.Status,
            Evidence => Standing.Active,
            _ => throw new UnreachableException(),
        },
        Source = about.From.Source,
        At = about.From.At,
        IsOwn = about.From.IsOwn,
        Expires = about.Expires,
        Tags = about.Tags,
    };

    public KnowledgeObject ToObject()
    {
        var from = new Provenance(Source, At, IsOwn);
        return Kind switch
        {
            KnowledgeKind.Goal => new Goal { Id = Id, From = from, Tags = Tags, Expires = Expires, Title = Text, Detail = Detail, Priority = Needed(Priority), Status = Standing },
            KnowledgeKind.Constraint => new Constraint { Id = Id, From = from, Tags = Tags, Expires = Expires, Statement = Text, Detail = Detail, Priority = Needed(Priority), Status = Standing },
            KnowledgeKind.Decision => new Decision { Id = Id, From = from, Tags = Tags, Expires = Expires, Statement = Text, Rationale = Detail, Status = Standing },
            KnowledgeKind.Evidence => new Evidence { Id = Id, From = from, Tags = Tags, Expires = Expires, Summary = Text, Detail = Detail, Severity = Needed(Severity), Confidence = Needed(Confidence) },
            KnowledgeKind.Assumption => new Assumption { Id = Id, From = from, Tags = Tags, Expires = Expires, Statement = Text, Detail = Detail, Confidence = Needed(Confidence), Status = Standing },
            KnowledgeKind.OpenQuestion => new OpenQuestion { Id = Id, From = from, Tags = Tags, Expires = Expires, Question = Text, Detail = Detail, Priority = Needed(Priority), Status = Standing },
            _ => throw new InvalidStateException($"kind {(int)Kind} of {Id} does not exist"),
        };
    }

    private T Needed<T>(T? grade) where T : struct, Enum =>
        grade is { } known && Enum.IsDefined(known) ? known : throw new InvalidStateException($"{Kind}:{Id} has no {typeof(T).Name.ToLowerInvariant()}");
}

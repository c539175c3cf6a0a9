using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Perun.Tests.Architecture;

/// What a compiled assembly reaches that a pure function can't: clock, files, network, threads, randomness, environment.
internal static class Surroundings
{
    private static readonly string[] Namespaces =
    [
        "System.IO", "System.Net", "System.Threading", "System.Security.Cryptography", "System.Runtime.InteropServices", "System.Runtime.Loader",
        "System.Reflection.Emit", "System.Linq.Expressions", "System.Timers", "Microsoft.Win32",
    ];

    private static readonly string[] Types =
    [
        "System.Environment", "System.Random", "System.Console", "System.TimeProvider", "System.TimeZoneInfo", "System.GC", "System.AppContext", "System.AppDomain",
        "System.Activator", "System.Diagnostics.Stopwatch", "System.Diagnostics.Process", "System.Diagnostics.ProcessStartInfo", "System.OperatingSystem",
        // Reflection may look at types that are named; what is reached by a name in a text can't be seen here.
        "System.Reflection.Assembly", "System.Reflection.MethodInfo", "System.Reflection.MethodBase",
    ];

    private static readonly string[] Members =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today", "System.DateTime.ToLocalTime",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow", "System.DateTimeOffset.ToLocalTime", "System.DateTimeOffset.get_LocalDateTime",
        "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.String.GetHashCode",
        "System.Type.GetType", "System.Type.GetMethod", "System.Type.GetMethods", "System.Type.InvokeMember", "System.Type.get_Assembly",
    ];

    /// What the compiler itself writes into iterators, spans and collection expressions, and what only computes.
    private static readonly string[] Harmless =
    [
        "System.Environment.get_CurrentManagedThreadId",
        "System.Runtime.InteropServices.CollectionsMarshal", "System.Runtime.InteropServices.ImmutableCollectionsMarshal", "System.Runtime.InteropServices.MemoryMarshal",
        "System.Runtime.InteropServices.InAttribute", "System.Runtime.InteropServices.StructLayoutAttribute",
        // Hashes are functions of their input; the rest of cryptography draws keys and nonces.
        "System.Security.Cryptography.HashAlgorithmName", "System.Security.Cryptography.IncrementalHash", "System.Security.Cryptography.SHA256",
    ];

    /// Names like "System.DateTime.get_UtcNow"; native functions as "native: name".
    public static IReadOnlyList<string> ReachedBy(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        var reached = new SortedSet<string>(StringComparer.Ordinal);

        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference) continue;
            var type = NameOf(metadata, (TypeReferenceHandle)member.Parent);
            var name = $"{type}.{metadata.GetString(member.Name)}";
            if (!Harmless.Contains(type) && !Harmless.Contains(name) && (IsOutside(type) || Members.Contains(name))) reached.Add(name);
        }
        // A type may be reached without a member of it being named: as a base, a field, a parameter or an argument of a generic.
        foreach (var handle in metadata.TypeReferences)
        {
            var type = NameOf(metadata, handle);
            if (IsOutside(type) && !Harmless.Contains(type) && !Harmless.Any(name => name.StartsWith(type + ".", StringComparison.Ordinal))) reached.Add(type);
        }
        foreach (var handle in metadata.MethodDefinitions)
        {
            var method = metadata.GetMethodDefinition(handle);
            if (!method.GetImport().Module.IsNil) reached.Add("native: " + metadata.GetString(method.Name));
        }
        return [.. reached];
    }

    private static bool IsOutside(string type) =>
        Types.Contains(type) || Array.Exists(Namespaces, space => type.StartsWith(space + ".", StringComparison.Ordinal));

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var name = metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? NameOf(metadata, (TypeReferenceHandle)type.ResolutionScope) + "." + name
            : metadata.GetString(type.Namespace) + "." + name;
    }
}

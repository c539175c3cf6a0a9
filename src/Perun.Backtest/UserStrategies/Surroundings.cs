using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Perun.Backtest.UserStrategies;

/// What a strategy reaches beside its bars. None of it is forbidden; but what it learns there no check on bars can see, and
/// its runs may differ. So it is pointed out.
internal static class Surroundings
{
    private static readonly string[] Namespaces = ["System.IO", "System.Net", "System.Diagnostics", "System.Data", "System.Runtime.Loader", "Microsoft.Win32"];

    private static readonly string[] Types =
    [
        "System.Environment", "System.Random", "System.TimeProvider", "System.Runtime.CompilerServices.Unsafe",
        "System.Runtime.InteropServices.MemoryMarshal", "System.Security.Cryptography.RandomNumberGenerator",
    ];

    private static readonly string[] Members =
        ["System.DateTime.Now", "System.DateTime.UtcNow", "System.DateTime.Today", "System.DateTimeOffset.Now", "System.DateTimeOffset.UtcNow", "System.Guid.NewGuid"];

    public static IEnumerable<SourceProblem> Remarks(Compilation compilation, SyntaxTree tree)
    {
        var model = compilation.GetSemanticModel(tree);
        var seen = new HashSet<(int, string)>();
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            var message = node switch
            {
                SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax => Reached(model.GetSymbolInfo(node).Symbol),
                VariableDeclaratorSyntax when model.GetDeclaredSymbol(node) is IFieldSymbol field => Kept(field),
                PropertyDeclarationSyntax when model.GetDeclaredSymbol(node) is IPropertySymbol { IsStatic: true, SetMethod: not null } property => Kept(property.Name),
                _ => null,
            };
            var at = tree.GetLineSpan(node.Span).StartLinePosition;
            if (message is not null && seen.Add((at.Line, message))) yield return new SourceProblem(tree.FilePath, at.Line + 1, at.Character + 1, message);
        }
    }

    private static string? Reached(ISymbol? symbol)
    {
        if (symbol is null or INamespaceSymbol) return null;
        var type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        if (type is null) return null;
        var name = type.OriginalDefinition.ToDisplayString();
        var space = type.ContainingNamespace.ToDisplayString();
        var isOutside = Types.Contains(name) || Members.Contains($"{name}.{symbol.Name}")
            || Array.Exists(Namespaces, outside => space == outside || space.StartsWith(outside + ".", StringComparison.Ordinal));
        return isOutside ? $"{name} reaches beyond the bars: what comes from there is not checked for look-ahead, and runs may differ." : null;
    }

    private static string? Kept(IFieldSymbol field)
    {
        var isSettled = field.IsConst || (field.IsReadOnly && (field.Type.IsValueType || field.Type.SpecialType == SpecialType.System_String));
        return field.IsStatic && !isSettled ? Kept(field.Name) : null;
    }

    private static string Kept(string name) => $"{name} is static, so one run can learn from another: keep it in the object.";
}

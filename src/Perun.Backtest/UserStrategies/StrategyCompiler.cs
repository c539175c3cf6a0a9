using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using Perun.Core.Strategies;

namespace Perun.Backtest.UserStrategies;

/// One C# file to an assembly, against the framework and Perun.Core alone.
internal sealed class StrategyCompiler
{
    private const int MostProblems = 20;

    private const string Usings = "global using System; global using System.Collections.Generic; global using System.Linq;";

    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    private readonly SyntaxTree _tree;
    private readonly CSharpCompilation _compilation;

    /// <param name="file">As the user wrote it: problems and stack traces name it so.</param>
    public StrategyCompiler(string file, string source)
    {
        _tree = CSharpSyntaxTree.ParseText(SourceText.From(source, Encoding.UTF8), Language, file);
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable, deterministic: true);
        _compilation = CSharpCompilation.Create("strategy", [_tree, Parsed(Usings)], References(), options);
    }

    /// The assembly with its line numbers inside; null where there are problems.
    public byte[]? Compile(out IReadOnlyList<SourceProblem> problems)
    {
        problems = ProblemsOf(_compilation.GetDiagnostics());
        if (problems.Count > 0) return null;
        var remarks = Surroundings.Remarks(_compilation, _tree).Select(remark => remark.ToString());
        var guarded = CSharpSyntaxTree.Create((CSharpSyntaxNode)new CheckpointRewriter().Visit(_tree.GetRoot()), Language, _tree.FilePath, Encoding.UTF8);
        var compilation = _compilation.ReplaceSyntaxTree(_tree, guarded).AddSyntaxTrees(Parsed(CheckpointRewriter.Source(remarks)));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded));
        problems = ProblemsOf(result.Diagnostics);
        return result.Success ? assembly.ToArray() : null;
    }

    /// Where a class, or a parameter of its constructor, is declared.
    public SourceProblem At(string? type, string? parameter, string message)
    {
        SyntaxNode? place = type is null ? null : _tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().FirstOrDefault(node => node.Identifier.Text == type);
        var within = parameter is null ? null : place?.DescendantNodes().OfType<ParameterSyntax>().FirstOrDefault(node => node.Identifier.Text == parameter);
        var token = (within, place) switch
        {
            ({ } named, _) => named.Identifier,
            (_, ClassDeclarationSyntax named) => named.Identifier,
            _ => default,
        };
        var at = _tree.GetLineSpan(token.Span).StartLinePosition;
        return new SourceProblem(_tree.FilePath, at.Line + 1, at.Character + 1, message);
    }

    private static SyntaxTree Parsed(string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), Language);

    private SourceProblem[] ProblemsOf(ImmutableArray<Diagnostic> diagnostics) =>
    [
        .. diagnostics
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => (diagnostic, At: diagnostic.Location.GetLineSpan().StartLinePosition))
            .OrderBy(found => found.At)
            .Select(found => new SourceProblem(_tree.FilePath, found.At.Line + 1, found.At.Character + 1, $"{found.diagnostic.GetMessage()} ({found.diagnostic.Id})"))
            .Take(MostProblems),
    ];

    private static IEnumerable<MetadataReference> References()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        return trusted.Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == framework && Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(IStrategy).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
    }
}

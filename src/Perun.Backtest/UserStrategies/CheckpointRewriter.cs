using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Perun.Backtest.UserStrategies;

/// Puts a checkpoint into every loop and at the start of every method: .NET can't stop a thread from outside, so a strategy
/// that loops for ever must come by a place where it can be told to stop. Nothing is put on a line of its own: line numbers stay.
internal sealed class CheckpointRewriter : CSharpSyntaxRewriter
{
    public const string TypeName = "PerunCheckpoint";

    /// <param name="remarks">What is to be known about the file without compiling it again.</param>
    public static string Source(IEnumerable<string> remarks) => $$"""
        {{string.Concat(remarks.Select(remark => $"[assembly: System.Reflection.AssemblyMetadata(\"{TypeName}\", {Literal(remark)})]\n"))}}
        public static class {{TypeName}}
        {
            private static volatile bool _isStopped;

            public static void Stop() => _isStopped = true;

            public static void Pass() { if (_isStopped) throw new System.OperationCanceledException(); }

            public static void Enter() { System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack(); Pass(); }
        }
        """;

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node) =>
        base.VisitWhileStatement(node) is WhileStatementSyntax visited ? visited.WithStatement(Guarded(visited.Statement)) : null;

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node) =>
        base.VisitDoStatement(node) is DoStatementSyntax visited ? visited.WithStatement(Guarded(visited.Statement)) : null;

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node) =>
        base.VisitForStatement(node) is ForStatementSyntax visited ? visited.WithStatement(Guarded(visited.Statement)) : null;

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node) =>
        base.VisitForEachStatement(node) is ForEachStatementSyntax visited ? visited.WithStatement(Guarded(visited.Statement)) : null;

    public override SyntaxNode? VisitForEachVariableStatement(ForEachVariableStatementSyntax node) =>
        base.VisitForEachVariableStatement(node) is ForEachVariableStatementSyntax visited ? visited.WithStatement(Guarded(visited.Statement)) : null;

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        if (base.VisitMethodDeclaration(node) is not MethodDeclarationSyntax visited) return null;
        // An `in` parameter makes the compiler write a bridge from the interface; inlined there, the method would lose its lines.
        if (visited.Identifier.Text is "Next" or "Hear" && visited.AttributeLists.Count == 0) visited = visited.WithAttributeLists(SingletonList(KeepsItsFrame()));
        if (visited.Body is { } body) return visited.WithBody(Entered(body));
        return visited.ExpressionBody is { } arrow
            ? visited.WithBody(AsBlock(arrow, IsVoid(visited.ReturnType))).WithExpressionBody(null).WithSemicolonToken(default)
            : visited;
    }

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) =>
        base.VisitLocalFunctionStatement(node) is not LocalFunctionStatementSyntax visited ? null
        : visited.Body is { } body ? visited.WithBody(Entered(body))
        : visited.ExpressionBody is { } arrow ? visited.WithBody(AsBlock(arrow, IsVoid(visited.ReturnType))).WithExpressionBody(null).WithSemicolonToken(default)
        : visited;

    public override SyntaxNode? VisitAccessorDeclaration(AccessorDeclarationSyntax node) =>
        base.VisitAccessorDeclaration(node) is AccessorDeclarationSyntax visited && visited.Body is { } body ? visited.WithBody(Entered(body)) : node;

    /// `int X => X;` is the shortest way to call oneself without end.
    public override SyntaxNode? VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        if (base.VisitPropertyDeclaration(node) is not PropertyDeclarationSyntax visited) return null;
        if (visited.ExpressionBody is not { } arrow) return visited;
        var get = AccessorDeclaration(SyntaxKind.GetAccessorDeclaration, AsBlock(arrow, isVoid: false));
        return visited.WithExpressionBody(null).WithSemicolonToken(default).WithAccessorList(AccessorList(SingletonList(get)));
    }

    private static bool IsVoid(TypeSyntax type) => type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };

    private static BlockSyntax AsBlock(ArrowExpressionClauseSyntax arrow, bool isVoid)
    {
        // What stood around the arrow and after it may be line ends, which keep the numbers of the lines.
        var before = TriviaList(arrow.ArrowToken.LeadingTrivia.Concat(arrow.ArrowToken.TrailingTrivia));
        var after = Token(TriviaList(), SyntaxKind.SemicolonToken, arrow.GetLastToken().GetNextToken().TrailingTrivia);
        StatementSyntax statement = arrow.Expression is ThrowExpressionSyntax thrown
            ? ThrowStatement(thrown.ThrowKeyword, thrown.Expression, after)
            : isVoid ? ExpressionStatement(arrow.Expression, after)
            : ReturnStatement(Token(TriviaList(), SyntaxKind.ReturnKeyword, TriviaList(Space)), arrow.Expression, after);
        return Block(Call("Enter").WithLeadingTrivia(before), statement);
    }

    private static BlockSyntax Entered(BlockSyntax body) => body.WithStatements(body.Statements.Insert(0, Call("Enter")));

    private static BlockSyntax Guarded(StatementSyntax body) => body is BlockSyntax block
        ? block.WithStatements(block.Statements.Insert(0, Call("Pass")))
        : Block(Call("Pass"), body);

    private static AttributeListSyntax KeepsItsFrame() => AttributeList(SingletonSeparatedList(Attribute(
        ParseName("global::System.Runtime.CompilerServices.MethodImpl"),
        ParseAttributeArgumentList("(global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)"))));

    private static StatementSyntax Call(string method) => ParseStatement($" global::{TypeName}.{method}(); ");

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}

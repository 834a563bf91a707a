#if Macros
  public import SwiftSyntax
  public import SwiftSyntaxMacros

  /// Turns `#expectSomething(…)` into a plain call of the function of the same name, with the user's own source text
  /// added. One implementation serves all claims.
  ///
  /// The call has no `try` and no `await` of its own: the user writes them before the macro, and the compiler asks for
  /// them at the user's line. An expansion that brought its own would hide a suspension.
  public struct ClaimMacro: ExpressionMacro {
    /// Expands one claim, after checking what its literals say.
    public static func expansion(
      of node: some FreestandingMacroExpansionSyntax, in context: some MacroExpansionContext
    ) -> ExprSyntax {
      for argument in node.arguments {
        for problem in LiteralProblem.all(in: argument) { context.diagnose(problem.diagnostic) }
      }
      var arguments = LabeledExprListSyntax(
        node.arguments.map { $0.trimmed.with(\.trailingComma, .commaToken(trailingTrivia: .space)) })
      arguments.append(
        LabeledExprSyntax(
          label: .identifier("sourceText"), colon: .colonToken(trailingTrivia: .space),
          expression: StringLiteralExprSyntax(content: oneLine(node.trimmedDescription))))
      // The module's name in front: a function of the user's with the same name must not be called instead.
      return "NetWeight.\(node.macroName.trimmed)(\(arguments))"
    }

    /// Claims are often broken over several lines; a message quotes them on one.
    private static func oneLine(_ source: String) -> String {
      let words = source.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return words.replacing("( ", with: "(").replacing(" )", with: ")")
    }
  }
#endif

#if Macros
  import SwiftDiagnostics
  import SwiftSyntax

  /// A literal in a claim that can only be a mistake: caught while compiling, with a way to mend it.
  struct LiteralProblem {
    private let literal: ExprSyntax
    private let message: String
    private let replacement: String?

    /// Looks at one argument: `.times(0.5)`, `.points(-1)`, `.percent(150)`, `.megabytes(0)`, `.ratio(0, of: fp32)`.
    init?(_ argument: LabeledExprSyntax) {
      guard let call = argument.expression.as(FunctionCallExprSyntax.self),
        let unit = call.calledExpression.as(MemberAccessExprSyntax.self)?.declName.baseName.text,
        let first = call.arguments.first?.expression, let value = Self.number(first)
      else { return nil }
      literal = first
      let text = first.trimmedDescription
      // `of: .percent(5)` is how far quality may fall; `p95: .percent(150)` how much slower something may be.
      let isDrop = argument.label?.text == "of"
      switch unit {
      case "times" where value <= 0:
        message = "a factor of \(text) means nothing; '.times(1.5)' is \"at least 1.5 times better\""
        replacement = nil
      case "times" where value < 1:
        message = "'.times(\(text))' asks for something worse; '.times(1.5)' is \"at least 1.5 times better\""
        replacement = Self.short(1 / value)
      case "points" where value < 0, "percent" where value < 0:
        let meaning =
          isDrop
          ? "a drop of \(text) is negative; say how far the metric may fall"
          : "a slow-down of \(text) is negative; say how much slower it may become"
        message = meaning
        replacement = Self.short(-value)
      case "points" where isDrop && value > 100, "percent" where isDrop && value > 100:
        message = "a drop of \(text) allows everything; give at most 100"
        replacement = nil
      case "megabytes" where value <= 0, "kilobytes" where value <= 0, "ratio" where value <= 0:
        message = "a limit of \(text) allows nothing; give one over 0"
        replacement = nil
      default: return nil
      }
    }

    var diagnostic: Diagnostic {
      let fixIts = replacement.map { number in
        FixIt(
          message: Words(text: "replace with \(number)"),
          changes: [.replace(oldNode: Syntax(literal), newNode: Syntax(ExprSyntax("\(raw: number)")))])
      }
      return Diagnostic(node: literal, message: Words(text: message), fixIts: fixIts.map { [$0] } ?? [])
    }

    private static func number(_ expression: ExprSyntax) -> Double? {
      if let float = expression.as(FloatLiteralExprSyntax.self) {
        return Double(float.literal.text.replacing("_", with: ""))
      }
      if let integer = expression.as(IntegerLiteralExprSyntax.self) {
        return Double(integer.literal.text.replacing("_", with: ""))
      }
      if let prefix = expression.as(PrefixOperatorExprSyntax.self), prefix.operator.text == "-" {
        return number(prefix.expression).map { -$0 }
      }
      return nil
    }

    /// At most two decimals, and none that say nothing.
    private static func short(_ value: Double) -> String {
      let rounded = (value * 100).rounded() / 100
      return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }

    private struct Words: DiagnosticMessage, FixItMessage {
      let text: String
      var message: String { text }
      var severity: DiagnosticSeverity { .error }
      var diagnosticID: MessageID { MessageID(domain: "NetWeight", id: "literal") }
      var fixItID: MessageID { diagnosticID }
    }
  }
#endif

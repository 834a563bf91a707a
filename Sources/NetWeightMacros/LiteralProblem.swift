#if Macros
  import SwiftDiagnostics
  import SwiftSyntax

  /// A literal in a claim that can only be a mistake: caught while compiling, with a way to mend it.
  struct LiteralProblem {
    private let literal: ExprSyntax
    private let message: String
    private let replacement: String?

    /// Looks at one argument, and into lists, dictionaries and calls in it: `.times(0.5)`, `[.points(-1): .times(3)]`,
    /// `[.slice("tail", of: .points(150))]`, `[.top1(atLeast: 99)]`.
    static func all(in argument: LabeledExprSyntax) -> [LiteralProblem] {
      all(in: argument.expression, label: argument.label?.text)
    }

    private static func all(in expression: ExprSyntax, label: String?) -> [LiteralProblem] {
      if let list = expression.as(ArrayExprSyntax.self) {
        return list.elements.flatMap { all(in: $0.expression, label: label) }
      }
      if let dictionary = expression.as(DictionaryExprSyntax.self),
        case .elements(let elements) = dictionary.content
      {
        // The keys of a price list are drops.
        return elements.flatMap { all(in: $0.key, label: "of") + all(in: $0.value, label: label) }
      }
      guard let call = expression.as(FunctionCallExprSyntax.self) else { return [] }
      if let problem = LiteralProblem(call, label: label) { return [problem] }
      return call.arguments.flatMap { all(in: $0.expression, label: $0.label?.text) }
    }

    private init?(_ call: FunctionCallExprSyntax, label: String?) {
      guard let unit = call.calledExpression.as(MemberAccessExprSyntax.self)?.declName.baseName.text,
        let first = call.arguments.first?.expression, let value = Self.number(first)
      else { return nil }
      literal = first
      let text = first.trimmedDescription
      // `of: .percent(5)` is how far quality may fall; `p95: .percent(150)` how much slower something may be.
      let isDrop = label == "of"
      switch unit {
      case "times" where value <= 0:
        message = "a factor of \(text) means nothing; '.times(1.5)' is \"at least 1.5 times better\""
        replacement = nil
      case "times" where value < 1:
        message = "'.times(\(text))' asks for something worse; '.times(1.5)' is \"at least 1.5 times better\""
        replacement = Self.short(1 / value)
      case "percent" where ["atMost", "tolerating"].contains(label) && !(0...100).contains(value):
        message = "\(text) % is no share; give 0 to 100"
        replacement = nil
      case "top1" where value > 1 && value <= 100:
        message = "top-1 agreement is a share of 0 to 1; \(text) % is \(Self.short(value / 100, digits: 4))"
        replacement = Self.short(value / 100, digits: 4)
      case "cosine" where abs(value) > 1:
        message = "a cosine is -1 to 1"
        replacement = nil
      case "maximumError" where value < 0, "klDivergence" where value < 0, "newFailures" where value < 0:
        message = "a limit of \(text) allows nothing; give 0 or more"
        replacement = nil
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

    /// At most so many decimals, and none that say nothing.
    private static func short(_ value: Double, digits: Int = 2) -> String {
      let scale = (0..<digits).reduce(1.0) { product, _ in product * 10 }
      let rounded = (value * scale).rounded() / scale
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

#if Macros
  import SwiftCompilerPlugin
  import SwiftSyntaxMacros

  @main struct NetWeightPlugin: CompilerPlugin {
    let providingMacros: [any Macro.Type] = [ClaimMacro.self]
  }
#else
  // A plain `swift build` of a package that switched the trait off links this target too, and no swift-syntax.
  @main enum NoMacros {
    static func main() {}
  }
#endif

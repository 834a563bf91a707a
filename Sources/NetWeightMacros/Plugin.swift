#if Macros
  import SwiftCompilerPlugin
  import SwiftSyntaxMacros

  @main struct NetWeightPlugin: CompilerPlugin {
    let providingMacros: [any Macro.Type] = [ClaimMacro.self]
  }
#endif

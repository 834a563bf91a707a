// `import NetWeight` is all that a file of gates needs.
@_exported public import NetWeightCore
@_exported public import Testing

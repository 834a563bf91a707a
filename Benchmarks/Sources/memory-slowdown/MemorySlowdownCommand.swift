import ArgumentParser

@main
struct MemorySlowdownCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "memory-slowdown",
    abstract: "How much slower a process is while its memory is measured, and under jemalloc alone.",
    subcommands: [CompareCommand.self, TimeCommand.self], defaultSubcommand: CompareCommand.self)
}

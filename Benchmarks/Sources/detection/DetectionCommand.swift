import ArgumentParser

@main
struct DetectionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detection",
    abstract: "Shares of injected slowdowns, and of none, that each method calls a slowdown.",
    subcommands: [MeasureCommand.self, BurnCommand.self], defaultSubcommand: MeasureCommand.self)
}

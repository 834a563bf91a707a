import ArgumentParser

/// Makes the digits example: sample sets from the public data, and three models of them.
@main
struct Workshop: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "DigitsWorkshop",
    abstract: "Makes the sample sets and the models of the digits example.",
    subcommands: [SetsCommand.self, TrainCommand.self])
}

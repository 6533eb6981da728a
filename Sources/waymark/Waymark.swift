import ArgumentParser

struct Waymark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waymark",
        abstract: "Routes people who come into contact with the police to the help that fits them, and says why.",
        discussion: """
            Rules are plain YAML in a folder with Rules/ and Services/. Waymark advises; a person decides.

            Example: waymark route Examples/cases/v02.yaml

            Exit status: 0 done, whatever was decided; 1 problems found, or a rulebook or case that does not load; \
            2 wrong usage. Colour only on a terminal, and never where NO_COLOR is set.

            Shell completion: waymark --generate-completion-script bash (or zsh, fish) prints a script to be sourced, \
            for example in ~/.bashrc: source <(waymark --generate-completion-script bash)
            """,
        subcommands: [
            RouteCommand.self,
            AskCommand.self,
            ExplainCommand.self,
            CheckCommand.self,
            MapCommand.self,
            TestCommand.self,
            BatchCommand.self,
            DiffCommand.self,
            FmtCommand.self,
            NewCommand.self,
            SchemaCommand.self,
            GenerateCommand.self,
            AuditCommand.self,
            ReplayCommand.self,
            RetentionCommand.self,
        ])
}

@main
enum Main {
    static func main() {
        do {
            var command = try Waymark.parseAsRoot()
            try command.run()
            Exit.leave(.done)
        } catch let exit as Exit {
            Exit.leave(exit)
        } catch {
            // Help, completion scripts and wrong usage. ArgumentParser's own status for wrong usage is 64.
            let isHelp = Waymark.exitCode(for: error).isSuccess
            let message = Waymark.fullMessage(for: error)
            if isHelp {
                if !message.isEmpty { Output.line(message) }
            } else {
                Output.error(message)
            }
            Exit.leave(isHelp ? .done : .wrongUsage)
        }
    }
}

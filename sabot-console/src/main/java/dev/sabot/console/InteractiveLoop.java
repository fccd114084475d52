package dev.sabot.console;

import dev.sabot.console.line.DotArguments;
import dev.sabot.console.line.LineEditor;
import dev.sabot.console.output.ConsoleOutput;
import dev.sabot.console.output.OutputFormat;
import dev.sabot.console.text.SourceText;

import java.util.List;

/// Reads texts from the prompt and runs them until the user leaves.
final class InteractiveLoop {
    private final LineEditor editor;
    private final ScriptRunner scripts;
    private final StatementRunner statements;
    private final DotCommands dotCommands;
    private final ConsoleOutput output;

    InteractiveLoop(
            LineEditor editor,
            ScriptRunner scripts,
            StatementRunner statements,
            DotCommands dotCommands,
            ConsoleOutput output) {
        this.editor = editor;
        this.scripts = scripts;
        this.statements = statements;
        this.dotCommands = dotCommands;
        this.output = output;
    }

    /// Runs until Ctrl-D, `.quit` or `.exit`.
    void run() {
        editor.onInterrupt(statements::cancel);
        while (!dotCommands.mustQuit()) {
            switch (editor.read()) {
                case LineEditor.Input.Text(String text) -> scripts.run(SourceText.typed(text));
                case LineEditor.Input.Cleared(String text) -> {
                    if (text.isBlank()) {
                        output.message("Leave with Ctrl-D or .quit.");
                    }
                }
                case LineEditor.Input.End _ -> {
                    return;
                }
            }
            output.flush();
        }
    }

    /// Returns what can follow a dot command; for an empty text, the commands.
    static List<String> argumentsOf(String label) {
        if (label.isEmpty()) {
            return DotCommand.all().stream().map(DotCommand::label).toList();
        }
        return DotCommand.find(label).map(InteractiveLoop::argumentsOf).orElse(List.of());
    }

    private static List<String> argumentsOf(DotCommand command) {
        return switch (command) {
            case HEADERS, PROGRESS, TIMER -> List.of("on", "off");
            case MODE -> OutputFormat.labels();
            case ONCE, OUTPUT, READ -> List.of(DotArguments.FILE);
            case SCHEMA, TABLES -> List.of(DotArguments.TABLE);
            case EXIT, FUNCTIONS, HELP, MAXROWS, NULLVALUE, QUIT -> List.of();
        };
    }
}

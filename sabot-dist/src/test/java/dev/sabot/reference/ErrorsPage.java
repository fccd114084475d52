package dev.sabot.reference;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.ErrorCode.ErrorClass;

/// The error codes, from their declarations.
final class ErrorsPage {
    private ErrorsPage() {}

    static Page write() {
        Page page =
                new Page(
                        "errors.md",
                        "Errors",
                        """
                        An error has a code, a SQLSTATE, where it is known the line and column in
                        the statement, and a text that names cause and remedy. The session goes on
                        after every error. Over JDBC `SQLException.getSQLState()` is the SQLSTATE,
                        and `SabotErrors.position(e)` has code, line and column.\
                        """);
        for (ErrorClass errorClass : ErrorClass.values()) {
            page.heading(title(errorClass))
                    .table("Code", "SQLSTATE", "What happened", "What to do");
            for (ErrorCode code : ErrorCode.values()) {
                if (code.errorClass() == errorClass) {
                    page.row(
                            Page.code(code.name()),
                            Page.code(code.sqlState()),
                            Page.plain(code.cause()),
                            Page.plain(code.remedy()));
                }
            }
        }
        return page;
    }

    private static String title(ErrorClass errorClass) {
        return switch (errorClass) {
            case USER -> "The statement or its data";
            case RESOURCES -> "The machine and its limits";
            case INTERNAL -> "Bugs";
        };
    }
}

package dev.sabot.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.error.ErrorCode;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Fails when a page of the reference is not what the code says, and tells the command that writes
/// all pages anew.
class ReferenceTest {
    private static final Path FOLDER = Path.of("..", "docs", "reference");
    private static final String COMMAND =
            "mvn -q -Dquick -pl sabot-dist -am test -Dtest=ReferenceTest"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dreference.write";

    @TestFactory
    List<DynamicTest> everyPageIsFresh() {
        List<Page> pages =
                List.of(
                        FunctionsPage.write(),
                        SettingsPage.write(),
                        ErrorsPage.write(),
                        OptionsPage.write());
        List<DynamicTest> tests = new ArrayList<>();
        for (Page page : pages) {
            tests.add(DynamicTest.dynamicTest(page.fileName(), () -> check(page)));
        }
        return tests;
    }

    private static void check(Page page) throws IOException {
        Path file = FOLDER.resolve(page.fileName());
        if (System.getProperty("reference.write") != null) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, page.text());
        }
        String written = Files.exists(file) ? Files.readString(file) : "";
        assertEquals(page.text(), written, () -> file + " is stale; write it anew: " + COMMAND);
    }

    /// The page promises that examples give what it says.
    @Test
    void everyExampleGivesItsResult() throws SQLException {
        List<String> wrong = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sabot:");
                Statement statement = connection.createStatement();
                ResultSet functions =
                        statement.executeQuery(
                                "SELECT function_name, example, result"
                                        + " FROM sabot.system.functions")) {
            while (functions.next()) {
                String given = value(connection, functions.getString(2));
                if (!given.equals(functions.getString(3))) {
                    wrong.add(
                            functions.getString(1) + ": " + functions.getString(2) + " = " + given);
                }
            }
        }
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }

    private static String value(Connection connection, String example) {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT CAST((" + example + ") AS VARCHAR)")) {
            rows.next();
            return String.valueOf(rows.getString(1)).replace("null", "NULL");
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void everyErrorSaysWhatToDo() {
        for (ErrorCode code : ErrorCode.values()) {
            assertFalse(code.cause().isBlank(), code.name());
            assertFalse(code.remedy().isBlank(), code.name());
        }
    }
}

package dev.sabot.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// sqlline with the stock driver.
@SuppressWarnings("try") // the clients close with any exception
final class SqllineTest {
    private static String run(int port, String script) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Path file = Files.createTempFile("sqlline", ".sql");
        Files.writeString(file, script);
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader jars = ClientJars.loader()) {
            Thread.currentThread().setContextClassLoader(jars);
            Class<?> type = jars.loadClass("sqlline.SqlLine");
            Object sqlline = type.getConstructor().newInstance();
            PrintStream print = new PrintStream(output, true, StandardCharsets.UTF_8);
            type.getMethod("setOutputStream", OutputStream.class).invoke(sqlline, print);
            type.getMethod("setErrorStream", OutputStream.class).invoke(sqlline, print);
            Method begin =
                    type.getMethod("begin", String[].class, InputStream.class, boolean.class);
            String[] arguments = {
                "-u",
                "jdbc:arrow-flight-sql://127.0.0.1:" + port + "/?useEncryption=false",
                "-n",
                "",
                "-p",
                "",
                "-d",
                "org.apache.arrow.driver.jdbc.ArrowFlightJdbcDriver",
                "--maxWidth=200",
                "--run=" + file
            };
            begin.invoke(sqlline, arguments, new ByteArrayInputStream(new byte[0]), false);
        } finally {
            Files.delete(file);
            Thread.currentThread().setContextClassLoader(own);
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    @Test
    void statementsAndIntrospection() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            fixture.tpch("0.01", "region");
            String output =
                    run(
                            fixture.server().port(),
                            "SELECT r_name FROM region ORDER BY r_regionkey LIMIT 2;\n"
                                    + "CREATE TABLE made (x INT);\n"
                                    + "INSERT INTO made VALUES (1), (2), (3);\n"
                                    + "SELECT count(*) AS made_rows FROM made;\n"
                                    + "!tables\n!columns made\n!describe made\n!quit\n");
            assertTrue(output.contains("AFRICA"), output);
            assertTrue(output.contains("3 rows affected"), output);
            assertTrue(output.contains("made_rows"), output);
            assertTrue(output.contains("| sabot"), output);
        }
    }
}

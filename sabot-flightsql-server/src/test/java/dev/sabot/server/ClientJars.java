package dev.sabot.server;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.util.Properties;

/// Loads client programs from their jars, apart from the classes of the tests: the stock driver
/// carries Arrow under names of its own beside classes of the same names.
final class ClientJars {
    private static final Path FOLDER = Path.of("target", "clients");

    private ClientJars() {}

    static URLClassLoader loader() throws Exception {
        try (var files = Files.list(FOLDER)) {
            URL[] urls =
                    files.filter(file -> file.toString().endsWith(".jar"))
                            .map(ClientJars::url)
                            .toArray(URL[]::new);
            return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
        }
    }

    private static URL url(Path file) {
        try {
            URI uri = file.toUri();
            return uri.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// Connects with the stock driver.
    ///
    /// @param options further options of the URL, each with `&` before it
    static Connection connect(ClassLoader jars, int port, String options) throws Exception {
        Driver driver =
                (Driver)
                        jars.loadClass("org.apache.arrow.driver.jdbc.ArrowFlightJdbcDriver")
                                .getConstructor()
                                .newInstance();
        String url =
                "jdbc:arrow-flight-sql://127.0.0.1:" + port + "/?useEncryption=false" + options;
        return driver.connect(url, new Properties());
    }
}

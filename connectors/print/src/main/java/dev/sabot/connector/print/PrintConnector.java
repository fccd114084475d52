package dev.sabot.connector.print;

import dev.sabot.connector.Connector;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.Option;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Sink;
import dev.sabot.connector.Source;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableHandle;
import dev.sabot.connector.TableStatistics;
import dev.sabot.connector.WriteRequest;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.Schema;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Opens tables whose new rows are shown on the output of the process, one per line: `+I[1, a]`.
public final class PrintConnector implements Connector {
    private static final Option IDENTIFIER =
            new Option("print-identifier", TypeKind.VARCHAR, "what each line begins with", null);
    private static final Option STANDARD_ERROR =
            new Option(
                    "standard-error",
                    TypeKind.BOOLEAN,
                    "whether lines go to standard error instead of standard output",
                    "false");

    @Override
    public String name() {
        return "print";
    }

    @Override
    public List<Option> options() {
        return List.of(IDENTIFIER, STANDARD_ERROR);
    }

    @Override
    public Table open(TableHandle handle, ConnectorContext context) {
        Map<String, String> given = new TreeMap<>(handle.options());
        given.remove("connector");
        Option.check("connector print", options(), given);
        Schema schema = handle.schema();
        if (schema == null) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    "a table of connector print needs its columns declared");
        }
        return new PrintTable(handle.displayName(), schema, IDENTIFIER.in(given), isError(given));
    }

    private static boolean isError(Map<String, String> given) {
        String text = String.valueOf(STANDARD_ERROR.in(given)).toLowerCase(Locale.ROOT);
        return switch (text) {
            case "true", "on", "1" -> true;
            case "false", "off", "0" -> false;
            default ->
                    throw new SabotException(
                            ErrorCode.INVALID_ARGUMENT,
                            "option 'standard-error' is true or false, not '" + text + "'");
        };
    }

    private record PrintTable(
            String name, Schema schema, @Nullable String identifier, boolean isError)
            implements Table {
        @Override
        public TableStatistics statistics() {
            return new TableStatistics(0, List.of());
        }

        @Override
        public Source scan(ScanRequest request) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED,
                    name + " is a table of connector print, which cannot be read");
        }

        @Override
        public Sink write(WriteRequest request) {
            if (request.mode() != WriteRequest.Mode.INSERT) {
                throw new SabotException(
                        ErrorCode.UNSUPPORTED,
                        "a table of connector print takes no "
                                + request.mode()
                                + ": it keeps no rows");
            }
            return new PrintSink(
                    schema,
                    identifier == null || identifier.isEmpty() ? "" : identifier + "> ",
                    isError);
        }
    }
}

package dev.sabot.jdbc.remote;

import dev.sabot.jdbc.session.ColumnBlock;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.ExecuteOptions;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.value.ColumnReader;
import dev.sabot.jdbc.wire.Malformed;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** All rows of a small result, read by the names of its columns. */
final class CommandRows {
    private final List<ColumnDescriptor> columns;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    private CommandRows(List<ColumnDescriptor> columns) {
        this.columns = columns;
    }

    /** Runs a command and reads what it gives. */
    static CommandRows read(RemoteSession session, byte[] command) throws SessionException {
        session.checkOpen();
        try (RemoteExecution execution =
                session.run(command, ExecuteOptions.unlimited(), Deadline.NONE)) {
            CommandRows result = new CommandRows(execution.columns());
            List<ColumnReader> readers = new ArrayList<>();
            result.columns.forEach(column -> readers.add(ColumnReader.of(column)));
            for (ColumnBlock block = execution.next(); block != null; block = execution.next()) {
                result.add(block, readers);
            }
            return result;
        } catch (SQLException e) {
            throw Malformed.message(String.valueOf(e.getMessage()), e);
        }
    }

    private void add(ColumnBlock block, List<ColumnReader> readers) throws SQLException {
        for (int column = 0; column < readers.size(); column++) {
            readers.get(column).bind(block.column(column));
        }
        for (int row = 0; row < block.rowCount(); row++) {
            List<@Nullable Object> values = new ArrayList<>(readers.size());
            for (ColumnReader reader : readers) {
                values.add(reader.value(row));
            }
            rows.add(values);
        }
    }

    int size() {
        return rows.size();
    }

    private @Nullable Object value(int row, String name) throws SessionException {
        for (int column = 0; column < columns.size(); column++) {
            if (columns.get(column).name().equals(name)) {
                return rows.get(row).get(column);
            }
        }
        throw Malformed.message("a result without the column '" + name + "'");
    }

    /** Returns a text, empty for NULL. */
    String text(int row, String name) throws SessionException {
        Object value = value(row, name);
        return value == null ? "" : value.toString();
    }

    List<String> texts(String name) throws SessionException {
        List<String> texts = new ArrayList<>(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            texts.add(text(row, name));
        }
        return texts;
    }

    boolean flag(int row, String name) throws SessionException {
        return Boolean.TRUE.equals(value(row, name));
    }

    int number(int row, String name) throws SessionException {
        Object value = value(row, name);
        return value instanceof Number ? ((Number) value).intValue() : 0;
    }

    byte[] bytes(int row, String name) throws SessionException {
        Object value = value(row, name);
        return value instanceof byte[] ? (byte[]) value : new byte[0];
    }
}

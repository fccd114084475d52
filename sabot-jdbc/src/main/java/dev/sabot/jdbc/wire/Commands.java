package dev.sabot.jdbc.wire;

import dev.sabot.jdbc.session.SessionException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the commands and actions of Flight SQL, and reads their answers. */
public final class Commands {
    private static final String TYPE_PREFIX = "type.googleapis.com/arrow.flight.protocol.sql.";
    private static final int DESCRIPTOR_COMMAND = 2;

    private Commands() {}

    private static byte[] pack(String name, ProtoWriter message) {
        return new ProtoWriter()
                .text(1, TYPE_PREFIX + name)
                .bytes(2, message.toByteArray())
                .toByteArray();
    }

    /** Opens the message that an answer wraps. */
    static ProtoReader unpack(byte[] any, String name) throws SessionException {
        String type = "";
        ProtoReader value = new ProtoReader(new byte[0]);
        ProtoReader reader = new ProtoReader(any);
        while (reader.next()) {
            switch (reader.field()) {
                case 1:
                    type = reader.text();
                    break;
                case 2:
                    value = reader.message();
                    break;
                default:
                    reader.skip();
                    break;
            }
        }
        if (!type.endsWith("." + name)) {
            throw Malformed.message("a " + type + " came instead of a " + name);
        }
        return value;
    }

    private static byte[] descriptor(String name, ProtoWriter command) {
        return new ProtoWriter()
                .varint(1, DESCRIPTOR_COMMAND)
                .bytes(2, pack(name, command))
                .toByteArray();
    }

    public static byte[] statementQuery(String sql) {
        return descriptor("CommandStatementQuery", new ProtoWriter().text(1, sql));
    }

    public static byte[] preparedQuery(byte[] handle) {
        return descriptor("CommandPreparedStatementQuery", new ProtoWriter().bytes(1, handle));
    }

    public static byte[] preparedUpdate(byte[] handle) {
        return descriptor("CommandPreparedStatementUpdate", new ProtoWriter().bytes(1, handle));
    }

    public static byte[] catalogs() {
        return descriptor("CommandGetCatalogs", new ProtoWriter());
    }

    public static byte[] tableTypes() {
        return descriptor("CommandGetTableTypes", new ProtoWriter());
    }

    /**
     * Asks for schemas.
     *
     * @param schema a pattern; null = every schema
     */
    public static byte[] schemas(@Nullable String catalog, @Nullable String schema) {
        ProtoWriter command = new ProtoWriter();
        optional(command, 1, catalog);
        optional(command, 2, schema);
        return descriptor("CommandGetDbSchemas", command);
    }

    /**
     * Asks for tables; each part of their names is a pattern or null.
     *
     * @param withColumns whether the answer shall have the schema of each table
     */
    public static byte[] tables(
            @Nullable String catalog,
            @Nullable String schema,
            @Nullable String table,
            Iterable<String> types,
            boolean withColumns) {
        ProtoWriter command = new ProtoWriter();
        optional(command, 1, catalog);
        optional(command, 2, schema);
        optional(command, 3, table);
        types.forEach(type -> command.text(4, type));
        command.varint(5, withColumns ? 1 : 0);
        return descriptor("CommandGetTables", command);
    }

    public static byte[] primaryKeys(String catalog, String schema, String table) {
        return descriptor(
                "CommandGetPrimaryKeys",
                new ProtoWriter().text(1, catalog).text(2, schema).text(3, table));
    }

    public static byte[] sqlInfo(int... codes) {
        ProtoWriter command = new ProtoWriter();
        for (int code : codes) {
            command.varint(1, code);
        }
        return descriptor("CommandGetSqlInfo", command);
    }

    private static void optional(ProtoWriter command, int field, @Nullable String value) {
        if (value != null) {
            command.text(field, value);
        }
    }

    public static byte[] ticket(byte[] ticket) {
        return new ProtoWriter().bytes(1, ticket).toByteArray();
    }

    private static byte[] action(String type, byte[] body) {
        return new ProtoWriter().text(1, type).bytes(2, body).toByteArray();
    }

    public static byte[] prepare(String sql) {
        return action(
                "CreatePreparedStatement",
                pack("ActionCreatePreparedStatementRequest", new ProtoWriter().text(1, sql)));
    }

    public static byte[] closePrepared(byte[] handle) {
        return action(
                "ClosePreparedStatement",
                pack("ActionClosePreparedStatementRequest", new ProtoWriter().bytes(1, handle)));
    }

    public static byte[] cancel(FlightInfo info) {
        return action("CancelFlightInfo", new ProtoWriter().bytes(1, info.message()).toByteArray());
    }

    public static byte[] getSessionOptions() {
        return action("GetSessionOptions", new byte[0]);
    }

    public static byte[] closeSession() {
        return action("CloseSession", new byte[0]);
    }

    /**
     * Sets options of the session.
     *
     * @param options an empty value restores the default
     */
    public static byte[] setSessionOptions(Map<String, String> options) {
        ProtoWriter request = new ProtoWriter();
        options.forEach((name, value) ->
                request.message(
                        1,
                        new ProtoWriter()
                                .text(1, name)
                                .message(2, new ProtoWriter().text(1, value))));
        return action("SetSessionOptions", request.toByteArray());
    }

    /** Returns the body of an action's result. */
    public static byte[] result(byte[] message) throws SessionException {
        byte[] body = new byte[0];
        ProtoReader reader = new ProtoReader(message);
        while (reader.next()) {
            if (reader.field() == 1) {
                body = reader.copy();
            } else {
                reader.skip();
            }
        }
        return body;
    }

    /** Returns the options that were refused, each with 1 = unknown name, 2 = wrong value or 3. */
    public static Map<String, Integer> refusedOptions(byte[] body) throws SessionException {
        Map<String, Integer> refused = new TreeMap<>();
        ProtoReader reader = new ProtoReader(body);
        while (reader.next()) {
            if (reader.field() != 1) {
                reader.skip();
                continue;
            }
            ProtoReader entry = reader.message();
            String name = "";
            int reason = 0;
            while (entry.next()) {
                if (entry.field() == 1) {
                    name = entry.text();
                } else if (entry.field() == 2) {
                    ProtoReader error = entry.message();
                    while (error.next()) {
                        if (error.field() == 1) {
                            reason = (int) error.varint();
                        } else {
                            error.skip();
                        }
                    }
                } else {
                    entry.skip();
                }
            }
            refused.put(name, reason);
        }
        return refused;
    }

    /** Returns the options of a session that are text. */
    public static Map<String, String> options(byte[] body) throws SessionException {
        Map<String, String> options = new TreeMap<>();
        ProtoReader reader = new ProtoReader(body);
        while (reader.next()) {
            if (reader.field() != 1) {
                reader.skip();
                continue;
            }
            ProtoReader entry = reader.message();
            String name = "";
            String value = null;
            while (entry.next()) {
                if (entry.field() == 1) {
                    name = entry.text();
                } else if (entry.field() == 2) {
                    value = optionText(entry.message());
                } else {
                    entry.skip();
                }
            }
            if (value != null) {
                options.put(name, value);
            }
        }
        return options;
    }

    private static @Nullable String optionText(ProtoReader value) throws SessionException {
        String text = null;
        while (value.next()) {
            if (value.field() == 1) {
                text = value.text();
            } else if (value.field() == 2) {
                text = value.varint() == 0 ? "false" : "true";
            } else {
                value.skip();
            }
        }
        return text;
    }

    /** Returns the application metadata of the answer to DoPut. */
    public static byte[] putResult(byte[] message) throws SessionException {
        return result(message);
    }

    /** Returns the count of each row that an update was bound to. */
    public static long[] rowCounts(byte[] updateResult) throws SessionException {
        List<Long> counts = new ArrayList<>();
        long total = 0;
        ProtoReader reader = new ProtoReader(updateResult);
        while (reader.next()) {
            if (reader.field() == 1) {
                total = reader.varint();
            } else if (reader.field() == 1000 && reader.isLengthDelimited()) {
                ProtoReader packed = reader.message();
                while (packed.hasPacked()) {
                    counts.add(packed.packed());
                }
            } else if (reader.field() == 1000) {
                counts.add(reader.varint());
            } else {
                reader.skip();
            }
        }
        return counts.isEmpty()
                ? new long[] {total}
                : counts.stream().mapToLong(Long::longValue).toArray();
    }

    /** Returns the handle that binding values gave, or the old one if it gave none. */
    public static byte[] boundHandle(byte[] metadata, byte[] old) throws SessionException {
        byte[] handle = old;
        ProtoReader reader = new ProtoReader(metadata);
        while (reader.next()) {
            if (reader.field() == 1) {
                handle = reader.copy();
            } else {
                reader.skip();
            }
        }
        return handle;
    }
}

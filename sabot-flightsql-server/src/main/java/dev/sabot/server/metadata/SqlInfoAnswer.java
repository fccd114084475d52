package dev.sabot.server.metadata;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.engine.Session;
import dev.sabot.server.wire.BatchEncoder;
import dev.sabot.server.wire.FlightFrame;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;

import org.apache.arrow.flight.sql.FlightSqlProducer.Schemas;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetSqlInfo;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Tells what the server can, by number.
record SqlInfoAnswer(SortedMap<Integer, Object> values) implements MetadataTable {
    /// The members of the union that holds a value, in the specification's order.
    private static final List<Field> MEMBERS =
            List.of(
                    new Field("string_value", DataType.VARCHAR, false),
                    new Field("bool_value", DataType.BOOLEAN, false),
                    new Field("bigint_value", DataType.BIGINT, false),
                    new Field("int32_bitmask", DataType.INTEGER, false),
                    new Field("string_list", DataType.array(DataType.VARCHAR), false),
                    new Field(
                            "int32_to_int32_list_map",
                            DataType.map(DataType.INTEGER, DataType.array(DataType.INTEGER)),
                            false));

    /// Returns the values asked for, all when none is named; unknown numbers have no row.
    static MetadataTable of(CommandGetSqlInfo command, Session session) {
        SortedMap<Integer, Object> all = SqlInfoValues.of(session);
        if (command.getInfoCount() == 0) {
            return new SqlInfoAnswer(all);
        }
        SortedMap<Integer, Object> asked = new TreeMap<>();
        for (int info : command.getInfoList()) {
            Object value = all.get(info);
            if (value != null) {
                asked.put(info, value);
            }
        }
        return new SqlInfoAnswer(asked);
    }

    @Override
    public Schema schema() {
        return Schemas.GET_SQL_INFO_SCHEMA;
    }

    private static int member(Object value) {
        return switch (value) {
            case String _ -> 0;
            case Boolean _ -> 1;
            case Long _ -> 2;
            case Integer _ -> 3;
            case List<?> _ -> 4;
            case Map<?, ?> _ -> 5;
            default -> throw new IllegalArgumentException("no SqlInfo value: " + value);
        };
    }

    @Override
    public void encode(BufferAllocator allocator, Consumer<FlightFrame> frames) {
        ColumnBuilder names = new ColumnBuilder(DataType.INTEGER);
        ColumnBuilder members = new ColumnBuilder(DataType.TINYINT);
        ColumnBuilder rows = new ColumnBuilder(DataType.INTEGER);
        List<ColumnBuilder> builders = new ArrayList<>();
        MEMBERS.forEach(member -> builders.add(new ColumnBuilder(member.type())));
        values.forEach((name, value) -> {
            int member = member(value);
            names.appendLong(name);
            members.appendLong(member);
            rows.appendLong(builders.get(member).numRows());
            builders.get(member).appendObject(value);
        });
        List<Column> made = new ArrayList<>();
        try (BatchEncoder encoder = new BatchEncoder(allocator)) {
            made.add(names.build(allocator));
            made.add(members.build(allocator));
            made.add(rows.build(allocator));
            for (ColumnBuilder builder : builders) {
                made.add(builder.build(allocator));
            }
            frames.accept(
                    encoder.encodeUnion(made.subList(0, 3), MEMBERS, made.subList(3, made.size())));
        } finally {
            made.forEach(Column::close);
        }
    }
}

package dev.sabot.jdbc.value;

import org.jspecify.annotations.Nullable;

import java.sql.Struct;
import java.util.Arrays;
import java.util.Map;

/** A value of a ROW type, or one to bind to a parameter. */
public final class SabotStruct implements Struct {
    private final String typeName;
    private final @Nullable Object[] attributes;

    public SabotStruct(String typeName, @Nullable Object[] attributes) {
        this.typeName = typeName;
        this.attributes = attributes;
    }

    @Override
    public String getSQLTypeName() {
        return typeName;
    }

    // Attributes may be null, which JDBC's unannotated signature does not say.
    @Override
    @SuppressWarnings("NullAway")
    public Object[] getAttributes() {
        return attributes.clone();
    }

    /** Returns the attributes; user-defined types, which the map could name, do not exist. */
    @Override
    public Object[] getAttributes(@Nullable Map<String, Class<?>> typeMap) {
        return getAttributes();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SabotStruct
                && Arrays.deepEquals(attributes, ((SabotStruct) other).attributes);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(attributes);
    }

    @Override
    public String toString() {
        return Arrays.deepToString(attributes);
    }
}

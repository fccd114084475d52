package dev.sabot.jdbc.value;

import dev.sabot.jdbc.session.ColumnDescriptor;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A value of a ROW type. */
public final class RowValue {
    private final ColumnDescriptor type;
    private final List<@Nullable Object> values;

    /** @param values one per field of the type, not copied */
    public RowValue(ColumnDescriptor type, List<@Nullable Object> values) {
        this.type = type;
        this.values = Collections.unmodifiableList(values);
    }

    public ColumnDescriptor type() {
        return type;
    }

    public List<@Nullable Object> values() {
        return values;
    }

    /** Returns the values by field name, in order; the first of fields with one name wins. */
    public Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            String name = type.children().get(i).name();
            if (!map.containsKey(name)) {
                map.put(name, values.get(i));
            }
        }
        return map;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RowValue && values.equals(((RowValue) other).values);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(values);
    }

    /** Returns the text in UTC; {@link TextFormat} knows other zones. */
    @Override
    public String toString() {
        return TextFormat.UTC.text(this);
    }
}

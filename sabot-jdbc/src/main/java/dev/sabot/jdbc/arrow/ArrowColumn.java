package dev.sabot.jdbc.arrow;

import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.Layout;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** A column of a schema: how it is stored and what it means. */
public final class ArrowColumn {
    private final ColumnDescriptor descriptor;
    private final ArrowType type;
    private final List<ArrowColumn> children;
    private final @Nullable DictionaryEncoding dictionary;
    private final Map<String, String> metadata;

    /** The dictionary of a column that holds indexes. */
    static final class DictionaryEncoding {
        private final long id;
        private final Storage indexes;

        DictionaryEncoding(long id, Storage indexes) {
            this.id = id;
            this.indexes = indexes;
        }

        long id() {
            return id;
        }

        Storage indexes() {
            return indexes;
        }
    }

    ArrowColumn(
            ColumnDescriptor descriptor,
            ArrowType type,
            List<ArrowColumn> children,
            @Nullable DictionaryEncoding dictionary,
            Map<String, String> metadata) {
        this.descriptor = descriptor;
        this.type = type;
        this.children = List.copyOf(children);
        this.dictionary = dictionary;
        this.metadata = Map.copyOf(metadata);
    }

    public ColumnDescriptor descriptor() {
        return descriptor;
    }

    /** Returns what the field says beyond its type. */
    public Map<String, String> metadata() {
        return metadata;
    }

    Storage storage() {
        return type.storage();
    }

    /** Returns how many stored units are one unit of the layout; 1 = as they are. */
    long divisor() {
        return type.divisor();
    }

    /** Returns how many units of the layout a stored unit has; 1 = as they are. */
    long factor() {
        return type.factor();
    }

    Layout layout() {
        return type.layout();
    }

    List<ArrowColumn> children() {
        return children;
    }

    @Nullable DictionaryEncoding dictionary() {
        return dictionary;
    }
}

package dev.sabot.jdbc.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Describes a column of a result or a table, a parameter, or a part of a nested type. */
public final class ColumnDescriptor {
    private final SqlType type;
    private final String typeName;
    private final String name;
    private final String label;
    private final int precision;
    private final int scale;
    private final boolean nullable;
    private final String catalog;
    private final String schema;
    private final String table;
    private final boolean autoIncrement;
    private final List<ColumnDescriptor> children;

    private ColumnDescriptor(Builder builder) {
        this.type = builder.type;
        this.typeName = builder.typeName;
        this.name = builder.name;
        this.label = builder.label.isEmpty() ? builder.name : builder.label;
        this.precision = builder.precision;
        this.scale = builder.scale;
        this.nullable = builder.nullable;
        this.catalog = builder.catalog;
        this.schema = builder.schema;
        this.table = builder.table;
        this.autoIncrement = builder.autoIncrement;
        this.children = List.copyOf(builder.children);
    }

    /** Starts a nullable column of the type's default name. */
    public static Builder builder(String name, SqlType type) {
        return new Builder(name, type);
    }

    /** Returns a nullable column of a type without parameters. */
    public static ColumnDescriptor of(String name, SqlType type) {
        return builder(name, type).build();
    }

    public SqlType type() {
        return type;
    }

    /** Returns the code in {@link java.sql.Types}. */
    public int jdbcType() {
        return type.jdbcType();
    }

    /** Returns the base name of the SQL type without parameters, {@code DECIMAL} for one. */
    public String typeName() {
        return typeName;
    }

    /** Returns the name in the table, or the label where there is none. */
    public String name() {
        return name;
    }

    /** Returns the name that the query gives: alias, or name. */
    public String label() {
        return label;
    }

    /**
     * Returns the digits of a DECIMAL, the longest length of characters or bytes, or the fraction
     * digits of a TIME or TIMESTAMP; 0 where the type has no such limit.
     */
    public int precision() {
        return precision;
    }

    public int scale() {
        return scale;
    }

    public boolean nullable() {
        return nullable;
    }

    /** Returns the catalog of the column's table, or the empty string. */
    public String catalog() {
        return catalog;
    }

    /** Returns the schema of the column's table, or the empty string. */
    public String schema() {
        return schema;
    }

    /** Returns the column's table, or the empty string when it is computed. */
    public String table() {
        return table;
    }

    public boolean autoIncrement() {
        return autoIncrement;
    }

    /** Returns the element of an ARRAY, the fields of a ROW, key and value of a MAP. */
    public List<ColumnDescriptor> children() {
        return children;
    }

    /** Returns the type as SQL writes it, with parameters: {@code DECIMAL(10, 2)}. */
    public String typeText() {
        switch (type) {
            case DECIMAL:
                return precision > 0 ? typeName + "(" + precision + ", " + scale + ")" : typeName;
            case CHAR:
            case VARCHAR:
            case VARBINARY:
            case TIME:
            case TIMESTAMP:
                return precision > 0 ? typeName + "(" + precision + ")" : typeName;
            case TIMESTAMP_WITH_TIME_ZONE:
                return precision > 0 && typeName.startsWith("TIMESTAMP ")
                        ? "TIMESTAMP(" + precision + ")" + typeName.substring(9)
                        : typeName;
            case ARRAY:
                return children.isEmpty() ? typeName : children.get(0).typeText() + " ARRAY";
            case ROW:
                return children.stream()
                        .map(child -> child.name + " " + child.typeText())
                        .collect(Collectors.joining(", ", "ROW(", ")"));
            case MAP:
                return children.stream()
                        .map(ColumnDescriptor::typeText)
                        .collect(Collectors.joining(", ", "MAP<", ">"));
            default:
                return typeName;
        }
    }

    @Override
    public String toString() {
        return label + " " + typeText() + (nullable ? "" : " NOT NULL");
    }

    /** Collects the parts of a descriptor. */
    public static final class Builder {
        private final SqlType type;
        private final String name;
        private final List<ColumnDescriptor> children = new ArrayList<>();
        private String typeName;
        private String label = "";
        private int precision;
        private int scale;
        private boolean nullable = true;
        private String catalog = "";
        private String schema = "";
        private String table = "";
        private boolean autoIncrement;

        private Builder(String name, SqlType type) {
            this.name = Objects.requireNonNull(name);
            this.type = Objects.requireNonNull(type);
            this.typeName = type.typeName();
        }

        public Builder typeName(String value) {
            typeName = Objects.requireNonNull(value);
            return this;
        }

        public Builder label(String value) {
            label = Objects.requireNonNull(value);
            return this;
        }

        public Builder precision(int value) {
            precision = value;
            return this;
        }

        public Builder scale(int value) {
            scale = value;
            return this;
        }

        public Builder nullable(boolean value) {
            nullable = value;
            return this;
        }

        /** Names the table that the column comes from; empty strings for parts it has not. */
        public Builder table(String catalogName, String schemaName, String tableName) {
            catalog = Objects.requireNonNull(catalogName);
            schema = Objects.requireNonNull(schemaName);
            table = Objects.requireNonNull(tableName);
            return this;
        }

        public Builder autoIncrement(boolean value) {
            autoIncrement = value;
            return this;
        }

        public Builder child(ColumnDescriptor value) {
            children.add(Objects.requireNonNull(value));
            return this;
        }

        /**
         * Returns the descriptor.
         *
         * @throws IllegalStateException when a nested type has the wrong number of children
         */
        public ColumnDescriptor build() {
            int count = children.size();
            boolean fits;
            switch (type) {
                case ARRAY:
                    fits = count == 1;
                    break;
                case MAP:
                    fits = count == 2;
                    break;
                case ROW:
                    fits = true;
                    break;
                default:
                    fits = count == 0;
                    break;
            }
            if (!fits) {
                throw new IllegalStateException(type + " with " + count + " children");
            }
            return new ColumnDescriptor(this);
        }
    }
}

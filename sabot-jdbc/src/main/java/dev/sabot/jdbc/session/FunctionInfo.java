package dev.sabot.jdbc.session;

import java.util.Objects;

/** A function that SQL can call. */
public final class FunctionInfo {
    /** What a function returns and where it may stand. */
    public enum Kind {
        SCALAR,
        AGGREGATE,
        WINDOW,
        TABLE
    }

    /** The group of a function in JDBC's lists of names. */
    public enum Category {
        NUMERIC,
        STRING,
        TEMPORAL,
        SYSTEM,
        OTHER
    }

    private final String schema;
    private final String name;
    private final Kind kind;
    private final Category category;
    private final String remarks;

    /**
     * @param schema the schema of a user's function, or the empty string for a built-in one
     * @param remarks what the function does in one sentence, or the empty string
     */
    public FunctionInfo(String schema, String name, Kind kind, Category category, String remarks) {
        this.schema = Objects.requireNonNull(schema);
        this.name = Objects.requireNonNull(name);
        this.kind = Objects.requireNonNull(kind);
        this.category = Objects.requireNonNull(category);
        this.remarks = Objects.requireNonNull(remarks);
    }

    public String schema() {
        return schema;
    }

    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    public Category category() {
        return category;
    }

    public String remarks() {
        return remarks;
    }
}

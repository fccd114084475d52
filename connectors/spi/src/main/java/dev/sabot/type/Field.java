package dev.sabot.type;

/// Names a typed column or component.
public record Field(String name, DataType type, boolean isNullable) {

    /// Returns a nullable field.
    public static Field of(String name, DataType type) {
        return new Field(name, type, true);
    }

    /// Returns the field under another name.
    public Field withName(String newName) {
        return new Field(newName, type, isNullable);
    }
}

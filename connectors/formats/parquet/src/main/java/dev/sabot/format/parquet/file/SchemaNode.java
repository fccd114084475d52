package dev.sabot.format.parquet.file;

import dev.sabot.type.DataType;

import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// One column of a file, or one part of a nested column.
///
/// Levels are Dremel's: an entry of a leaf has a repetition level (which list it continues) and a
/// definition level (how much of its path is there).
public sealed interface SchemaNode {
    String name();

    DataType type();

    boolean isNullable();

    /// Returns the first leaf below or the leaf itself; its levels tell the structure of this node.
    Leaf firstLeaf();

    /// Returns why values cannot be read, or null when they can.
    @Nullable String unsupported();

    /// A column of values.
    ///
    /// @param index place among the leaves of the file, and so among the chunks of a row group
    /// @param physical the type on disk
    /// @param typeLength the bytes of a FIXED_LEN_BYTE_ARRAY, else 0
    record Leaf(
            String name,
            DataType type,
            boolean isNullable,
            int index,
            Type physical,
            int typeLength,
            int maxDefinition,
            int maxRepetition,
            Conversion conversion)
            implements SchemaNode {
        @Override
        public Leaf firstLeaf() {
            return this;
        }

        @Override
        public @Nullable String unsupported() {
            return conversion == Conversion.UNSUPPORTED
                    ? "values of physical type " + physical + " with this annotation are not read"
                    : null;
        }

        /// Says whether rows and entries are the same and a null is a definition level of 0.
        public boolean isFlat() {
            return maxRepetition == 0 && maxDefinition <= 1;
        }

        /// Returns the bytes of a value on disk, or -1 for BYTE_ARRAY and 0 for BOOLEAN.
        public int physicalWidth() {
            return switch (physical) {
                case BOOLEAN -> 0;
                case INT32, FLOAT -> 4;
                case INT64, DOUBLE -> 8;
                case INT96 -> 12;
                case BYTE_ARRAY -> -1;
                case FIXED_LEN_BYTE_ARRAY -> typeLength;
            };
        }

        /// Returns this leaf giving another type.
        Leaf as(DataType newType, Conversion newConversion) {
            return new Leaf(
                    name,
                    newType,
                    isNullable,
                    index,
                    physical,
                    typeLength,
                    maxDefinition,
                    maxRepetition,
                    newConversion);
        }
    }

    /// A struct.
    ///
    /// @param definition the definition level from which on it is not null
    record Group(
            String name,
            DataType type,
            boolean isNullable,
            int definition,
            List<SchemaNode> children)
            implements SchemaNode {
        @Override
        public Leaf firstLeaf() {
            return children.get(0).firstLeaf();
        }

        @Override
        public @Nullable String unsupported() {
            for (SchemaNode child : children) {
                if (child.unsupported() != null) {
                    return child.unsupported();
                }
            }
            return null;
        }
    }

    /// A list or a map; the element of a map is a struct of key and value.
    ///
    /// @param definition the definition level from which on the list is not null
    /// @param elementDefinition the definition level from which on there is an element
    /// @param elementRepetition the repetition level up to which an entry starts an element
    record Repeated(
            String name,
            DataType type,
            boolean isNullable,
            int definition,
            int elementDefinition,
            int elementRepetition,
            SchemaNode element)
            implements SchemaNode {
        @Override
        public Leaf firstLeaf() {
            return element.firstLeaf();
        }

        @Override
        public @Nullable String unsupported() {
            return element.unsupported();
        }
    }
}

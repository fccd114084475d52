package dev.sabot.exec.function.scalar;

import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Signatures.Parameter;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

/// Names the parameters that many functions have.
public final class Parameters {
    /// A VARCHAR.
    public static final Parameter TEXT = Signatures.exactly(DataType.VARCHAR);

    /// A VARBINARY.
    public static final Parameter BINARY = Signatures.exactly(DataType.VARBINARY);

    /// An integer of any width, as it is.
    public static final Parameter INTEGER = Signatures.anyInteger();

    /// A number, as DOUBLE.
    public static final Parameter DOUBLE = Signatures.exactly(DataType.DOUBLE);

    public static final Parameter BOOLEAN = Signatures.exactly(DataType.BOOLEAN);
    public static final Parameter DATE = Signatures.exactly(DataType.DATE);
    public static final Parameter TIME = Signatures.exactly(DataType.TIME);

    /// A TIMESTAMP or, by a cast, a DATE.
    public static final Parameter TIMESTAMP = Signatures.exactly(DataType.TIMESTAMP);

    /// A TIMESTAMP WITH TIME ZONE, as it is.
    public static final Parameter INSTANT =
            Signatures.anyOf(DataType.TIMESTAMP_TZ, TypeKind.TIMESTAMP_TZ);

    /// A value of any type, cast to VARCHAR.
    public static final Parameter AS_TEXT = _ -> DataType.VARCHAR;

    private Parameters() {}
}

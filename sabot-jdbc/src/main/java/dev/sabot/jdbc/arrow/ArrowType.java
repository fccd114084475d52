package dev.sabot.jdbc.arrow;

import com.google.flatbuffers.Table;

import dev.sabot.jdbc.session.Layout;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.session.SqlType;
import dev.sabot.jdbc.wire.Malformed;

import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Duration;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Interval;
import org.apache.arrow.flatbuf.IntervalUnit;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;

/** A type of Arrow that the driver can read, with the SQL type it stands for. */
final class ArrowType {
    private static final int UUID_BYTES = 16;
    private static final long MILLIS_PER_DAY = 86_400_000;

    private final SqlType sqlType;
    private final Storage storage;
    private final int precision;
    private final int scale;
    private final long factor;
    private final long divisor;

    private ArrowType(SqlType sqlType, Storage storage, int precision, int scale) {
        this(sqlType, storage, precision, scale, 1, 1);
    }

    private ArrowType(
            SqlType sqlType, Storage storage, int precision, int scale, long factor, long divisor) {
        this.sqlType = sqlType;
        this.storage = storage;
        this.precision = precision;
        this.scale = scale;
        this.factor = factor;
        this.divisor = divisor;
    }

    private static ArrowType plain(SqlType sqlType, Storage storage) {
        return new ArrowType(sqlType, storage, 0, 0);
    }

    SqlType sqlType() {
        return sqlType;
    }

    Storage storage() {
        return storage;
    }

    int precision() {
        return precision;
    }

    int scale() {
        return scale;
    }

    long factor() {
        return factor;
    }

    long divisor() {
        return divisor;
    }

    Layout layout() {
        switch (sqlType) {
            case TIME:
            case TIMESTAMP:
            case TIMESTAMP_WITH_TIME_ZONE:
            case INTERVAL_DAY_TIME:
                return Layout.INT64;
            case DATE:
                return Layout.INT32;
            default:
                return storage.layout();
        }
    }

    /** Returns the type of a field, its children left aside. */
    static ArrowType of(Field field) throws SessionException {
        switch (field.typeType()) {
            case Type.Null:
                return plain(SqlType.NULL, Storage.NULL);
            case Type.Bool:
                return plain(SqlType.BOOLEAN, Storage.BIT);
            case Type.Int:
                return integer(field);
            case Type.FloatingPoint:
                return floating(field);
            case Type.Utf8:
                return plain(SqlType.VARCHAR, Storage.VARLEN);
            case Type.Binary:
                return plain(SqlType.VARBINARY, Storage.VARLEN);
            case Type.FixedSizeBinary:
                return fixedBinary(field);
            case Type.Decimal:
                return decimal(field);
            case Type.Date:
                return date(field);
            case Type.Time:
                return time(field);
            case Type.Timestamp:
                return timestamp(field);
            case Type.Duration:
                return duration(field);
            case Type.Interval:
                return interval(field);
            case Type.List:
                return plain(SqlType.ARRAY, Storage.LIST);
            case Type.Map:
                return plain(SqlType.MAP, Storage.LIST);
            case Type.Struct_:
                return plain(SqlType.ROW, Storage.STRUCT);
            default:
                throw unsupported(field, "its type in Arrow is " + typeName(field.typeType()));
        }
    }

    private static String typeName(byte type) {
        return type > 0 && type < Type.names.length ? Type.name(type) : "number " + type;
    }

    private static SessionException unsupported(Field field, String why) {
        return SessionException.unsupported(
                "column '" + field.name() + "' cannot be read: " + why + "; CAST it to another");
    }

    private static ArrowType integer(Field field) throws SessionException {
        Int type = read(field, new Int());
        switch (type.bitWidth()) {
            case 8:
                return type.isSigned()
                        ? plain(SqlType.TINYINT, Storage.INT8)
                        : plain(SqlType.SMALLINT, Storage.UINT8);
            case 16:
                return type.isSigned()
                        ? plain(SqlType.SMALLINT, Storage.INT16)
                        : plain(SqlType.INTEGER, Storage.UINT16);
            case 32:
                return type.isSigned()
                        ? plain(SqlType.INTEGER, Storage.INT32)
                        : plain(SqlType.BIGINT, Storage.UINT32);
            case 64:
                if (type.isSigned()) {
                    return plain(SqlType.BIGINT, Storage.INT64);
                }
                break;
            default:
                break;
        }
        throw unsupported(field, "it has integers of " + type.bitWidth() + " bits without sign");
    }

    private static ArrowType floating(Field field) throws SessionException {
        FloatingPoint type = read(field, new FloatingPoint());
        switch (type.precision()) {
            case Precision.SINGLE:
                return plain(SqlType.REAL, Storage.FLOAT32);
            case Precision.DOUBLE:
                return plain(SqlType.DOUBLE, Storage.FLOAT64);
            default:
                throw unsupported(field, "it has floating-point numbers of 16 bits");
        }
    }

    private static ArrowType fixedBinary(Field field) throws SessionException {
        FixedSizeBinary type = read(field, new FixedSizeBinary());
        if (type.byteWidth() != UUID_BYTES) {
            throw unsupported(field, "it has runs of " + type.byteWidth() + " bytes");
        }
        return plain(SqlType.UUID, Storage.BYTES16);
    }

    private static ArrowType decimal(Field field) throws SessionException {
        Decimal type = read(field, new Decimal());
        if (type.bitWidth() != 128) {
            throw unsupported(field, "it has decimals of " + type.bitWidth() + " bits");
        }
        return new ArrowType(SqlType.DECIMAL, Storage.INT128, type.precision(), type.scale());
    }

    private static ArrowType date(Field field) throws SessionException {
        Date type = read(field, new Date());
        return type.unit() == DateUnit.DAY
                ? plain(SqlType.DATE, Storage.INT32)
                : new ArrowType(SqlType.DATE, Storage.INT64, 0, 0, 1, MILLIS_PER_DAY);
    }

    private static ArrowType time(Field field) throws SessionException {
        Time type = read(field, new Time());
        boolean isWide = type.bitWidth() == 64;
        if (isWide != (type.unit() == TimeUnit.MICROSECOND || type.unit() == TimeUnit.NANOSECOND)) {
            throw unsupported(field, "it has times of " + type.bitWidth() + " bits");
        }
        return micros(SqlType.TIME, isWide ? Storage.INT64 : Storage.INT32, type.unit());
    }

    private static ArrowType timestamp(Field field) throws SessionException {
        Timestamp type = read(field, new Timestamp());
        String zone = type.timezone();
        boolean isZoned = zone != null && !zone.isEmpty();
        return micros(
                isZoned ? SqlType.TIMESTAMP_WITH_TIME_ZONE : SqlType.TIMESTAMP,
                Storage.INT64,
                type.unit());
    }

    private static ArrowType duration(Field field) throws SessionException {
        Duration type = read(field, new Duration());
        ArrowType micros = micros(SqlType.INTERVAL_DAY_TIME, Storage.INT64, type.unit());
        return new ArrowType(micros.sqlType, micros.storage, 0, 0, micros.factor, micros.divisor);
    }

    private static ArrowType interval(Field field) throws SessionException {
        Interval type = read(field, new Interval());
        if (type.unit() != IntervalUnit.YEAR_MONTH) {
            throw unsupported(field, "it has intervals of months and days together");
        }
        return plain(SqlType.INTERVAL_YEAR_MONTH, Storage.INT32);
    }

    private static ArrowType micros(SqlType sqlType, Storage storage, short unit)
            throws SessionException {
        switch (unit) {
            case TimeUnit.SECOND:
                return new ArrowType(sqlType, storage, 0, 0, 1_000_000, 1);
            case TimeUnit.MILLISECOND:
                return new ArrowType(sqlType, storage, 3, 0, 1_000, 1);
            case TimeUnit.MICROSECOND:
                return new ArrowType(sqlType, storage, 6, 0, 1, 1);
            case TimeUnit.NANOSECOND:
                return new ArrowType(sqlType, storage, 6, 0, 1, 1_000);
            default:
                throw Malformed.message("unit " + unit + " of time");
        }
    }

    private static <T extends Table> T read(Field field, T parameters) throws SessionException {
        if (field.type(parameters) == null) {
            throw Malformed.message("a type without its parameters");
        }
        return parameters;
    }
}

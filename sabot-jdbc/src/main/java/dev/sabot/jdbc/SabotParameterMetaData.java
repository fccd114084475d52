package dev.sabot.jdbc;

import dev.sabot.jdbc.error.SqlErrors;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.SqlType;
import dev.sabot.jdbc.value.JdbcTypes;

import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.util.List;

/** Describes the parameters of a prepared statement. */
final class SabotParameterMetaData implements ParameterMetaData, Unwrappable {
    private final List<ColumnDescriptor> parameters;

    SabotParameterMetaData(List<ColumnDescriptor> parameters) {
        this.parameters = parameters;
    }

    private ColumnDescriptor parameter(int index) throws SQLException {
        if (index < 1 || index > parameters.size()) {
            throw SqlErrors.of("07009", "parameter " + index + " of " + parameters.size());
        }
        return parameters.get(index - 1);
    }

    @Override
    public int getParameterCount() {
        return parameters.size();
    }

    @Override
    public int isNullable(int index) throws SQLException {
        ColumnDescriptor parameter = parameter(index);
        if (parameter.type() == SqlType.NULL) {
            return parameterNullableUnknown;
        }
        return parameter.nullable() ? parameterNullable : parameterNoNulls;
    }

    @Override
    public boolean isSigned(int index) throws SQLException {
        return JdbcTypes.isSigned(parameter(index).type());
    }

    @Override
    public int getPrecision(int index) throws SQLException {
        return JdbcTypes.precision(parameter(index));
    }

    @Override
    public int getScale(int index) throws SQLException {
        return JdbcTypes.scale(parameter(index));
    }

    @Override
    public int getParameterType(int index) throws SQLException {
        return parameter(index).jdbcType();
    }

    @Override
    public String getParameterTypeName(int index) throws SQLException {
        return parameter(index).typeName();
    }

    @Override
    public String getParameterClassName(int index) throws SQLException {
        return JdbcTypes.javaClass(parameter(index).type()).getName();
    }

    @Override
    public int getParameterMode(int index) throws SQLException {
        parameter(index);
        return parameterModeIn;
    }
}

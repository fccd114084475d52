package dev.sabot.server.flightsql;

import dev.sabot.engine.Session;
import dev.sabot.engine.Setting;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.server.session.ClientSession;

import org.apache.arrow.flight.impl.Flight;

import java.util.Arrays;
import java.util.Locale;

/// The options of a session: catalog, schema, name of the application, and every setting.
final class SessionOptions {
    private static final String CATALOG = "catalog";
    private static final String SCHEMA = "schema";
    private static final String APPLICATION_NAME = "application_name";

    private SessionOptions() {}

    /// Sets options one by one; those that fail are in the answer.
    static Flight.SetSessionOptionsResult set(
            ClientSession session, Flight.SetSessionOptionsRequest request) {
        Flight.SetSessionOptionsResult.Builder result = Flight.SetSessionOptionsResult.newBuilder();
        request.getSessionOptionsMap()
                .forEach((name, value) -> {
                    try {
                        set(session, name.toLowerCase(Locale.ROOT), text(value));
                    } catch (SabotException e) {
                        result.putErrors(
                                name,
                                Flight.SetSessionOptionsResult.Error.newBuilder()
                                        .setValue(error(name, e))
                                        .build());
                    }
                });
        return result.build();
    }

    private static Flight.SetSessionOptionsResult.ErrorValue error(
            String name, SabotException error) {
        boolean isKnown =
                isOwn(name.toLowerCase(Locale.ROOT))
                        || Arrays.stream(Setting.values())
                                .anyMatch(setting -> setting.key().equalsIgnoreCase(name));
        if (!isKnown) {
            return Flight.SetSessionOptionsResult.ErrorValue.INVALID_NAME;
        }
        return error.code().errorClass() == ErrorCode.ErrorClass.USER
                ? Flight.SetSessionOptionsResult.ErrorValue.INVALID_VALUE
                : Flight.SetSessionOptionsResult.ErrorValue.ERROR;
    }

    private static boolean isOwn(String name) {
        return name.equals(CATALOG) || name.equals(SCHEMA) || name.equals(APPLICATION_NAME);
    }

    /// Returns the value as text; empty when the option is to be reset.
    private static String text(Flight.SessionOptionValue value) {
        return switch (value.getOptionValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            case INT64_VALUE -> Long.toString(value.getInt64Value());
            case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
            case STRING_LIST_VALUE -> String.join(",", value.getStringListValue().getValuesList());
            case OPTIONVALUE_NOT_SET -> "";
        };
    }

    private static void set(ClientSession session, String name, String value) {
        Session engine = session.engineSession();
        switch (name) {
            case CATALOG -> engine.useCatalog(value.isEmpty() ? null : value);
            case SCHEMA -> engine.useSchema(value.isEmpty() ? null : value);
            case APPLICATION_NAME -> session.setApplicationName(value);
            default -> {
                Setting setting = Setting.named(name);
                if (value.isEmpty()) {
                    engine.settings().reset(setting);
                } else {
                    engine.settings().set(setting, value);
                }
            }
        }
    }

    /// Returns all options.
    static Flight.GetSessionOptionsResult get(ClientSession session) {
        Flight.GetSessionOptionsResult.Builder result = Flight.GetSessionOptionsResult.newBuilder();
        Session engine = session.engineSession();
        put(result, CATALOG, engine.currentCatalog());
        put(result, SCHEMA, engine.currentSchema());
        put(result, APPLICATION_NAME, session.applicationName());
        for (Setting setting : Setting.values()) {
            put(result, setting.key(), engine.settings().get(setting));
        }
        return result.build();
    }

    private static void put(
            Flight.GetSessionOptionsResult.Builder result, String name, String value) {
        result.putSessionOptions(
                name, Flight.SessionOptionValue.newBuilder().setStringValue(value).build());
    }
}

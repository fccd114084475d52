package dev.sabot.connector.kafka;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;

/// Turns what Kafka's clients throw into errors with cause and remedy.
final class KafkaErrors {
    private KafkaErrors() {}

    /// @param what what was tried, as a sentence begins: `reading orders-0`
    static SabotException of(Throwable error, String what, String servers) {
        if (error instanceof SabotException known) {
            return known;
        }
        String message = what + " at " + servers + ": ";
        if (error instanceof TimeoutException) {
            return new SabotException(
                    ErrorCode.UNAVAILABLE,
                    message
                            + "no Kafka broker answers in time; check that it runs and that the"
                            + " option 'properties.bootstrap.servers' names it ("
                            + error.getMessage()
                            + ")",
                    error);
        }
        if (error instanceof AuthenticationException || error instanceof AuthorizationException) {
            return new SabotException(
                    ErrorCode.ACCESS_DENIED,
                    message + "the brokers refuse: " + error.getMessage(),
                    error);
        }
        Throwable cause = error.getCause();
        if (error instanceof ConfigException || cause instanceof ConfigException) {
            return new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    message
                            + (cause == null ? error : cause).getMessage()
                            + "; check the options 'properties.…'",
                    error);
        }
        if (error instanceof RecordTooLargeException) {
            return new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    message
                            + error.getMessage()
                            + "; raise 'properties.max.request.size' and the topic's"
                            + " max.message.bytes",
                    error);
        }
        if (error instanceof KafkaException) {
            return new SabotException(ErrorCode.UNAVAILABLE, message + error.getMessage(), error);
        }
        return new SabotException(ErrorCode.INTERNAL, "a bug: " + message + error, error);
    }
}

package dev.sabot.server.flightsql;

import com.google.protobuf.ByteString;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

/// Says what there is of transactions: none of several statements.
final class Transactions {
    private Transactions() {}

    /// Fails when a command is to be part of a transaction.
    ///
    /// **Errors**: UNSUPPORTED.
    static void refuse(ByteString transactionId) {
        if (!transactionId.isEmpty()) {
            throw unsupported();
        }
    }

    static SabotException unsupported() {
        return new SabotException(
                ErrorCode.UNSUPPORTED,
                "transactions of several statements are not supported; each statement is its own"
                        + " transaction");
    }
}

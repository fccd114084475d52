/// Managed tables in memory: snapshot-isolated, with enforced keys.
/// Start with [dev.sabot.connector.memory.MemoryConnector] and
/// [dev.sabot.connector.memory.TableVersion].
@NullMarked
package dev.sabot.connector.memory;

import org.jspecify.annotations.NullMarked;

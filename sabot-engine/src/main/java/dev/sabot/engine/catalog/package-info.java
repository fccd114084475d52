/// Schemas, tables, views and indexes of one database, and the system tables that show them.
/// Start with [dev.sabot.engine.catalog.Catalog].
@NullMarked
package dev.sabot.engine.catalog;

import org.jspecify.annotations.NullMarked;

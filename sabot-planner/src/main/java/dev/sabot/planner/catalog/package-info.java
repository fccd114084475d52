/// Names in queries to tables and views: the planner's own view of the catalog, which the engine
/// implements, behind the interfaces through which Calcite resolves names.
/// Start with [dev.sabot.planner.catalog.CatalogView].
@NullMarked
package dev.sabot.planner.catalog;

import org.jspecify.annotations.NullMarked;

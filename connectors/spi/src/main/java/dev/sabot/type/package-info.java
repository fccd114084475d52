/// The one table of SQL, Arrow and JDBC types.
/// Start with [dev.sabot.type.TypeKind]; a [dev.sabot.type.DataType] adds precision, scale and
/// children, a [dev.sabot.type.Schema] names them.
@NullMarked
package dev.sabot.type;

import org.jspecify.annotations.NullMarked;

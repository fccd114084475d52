/// Ordering: full sorts, the first rows of an order, and the comparison of rows they share.
/// Start with [dev.sabot.exec.operator.sort.RowSorter].
@NullMarked
package dev.sabot.exec.operator.sort;

import org.jspecify.annotations.NullMarked;

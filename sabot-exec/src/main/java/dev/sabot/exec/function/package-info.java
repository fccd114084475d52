/// The functions of SQL, each declared once: signatures, null rule, documentation, example, kernels.
/// Calcite's operator table, SHOW FUNCTIONS and the reference page derive from the declarations.
/// Start with [dev.sabot.exec.function.FunctionRegistry].
@NullMarked
package dev.sabot.exec.function;

import org.jspecify.annotations.NullMarked;

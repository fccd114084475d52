/// The functions of SQL, each declared once: signatures, null rule, documentation, example,
/// kernels. Calcite's operator table, SHOW FUNCTIONS and the reference page derive from the
/// declarations. Start with [dev.sabot.exec.function.FunctionRegistry].
///
/// A function is declared with [dev.sabot.exec.function.Signatures] and computed by a lambda per
/// row, which [dev.sabot.exec.function.RowKernels] turns into a kernel over whole columns:
///
/// ```java
/// static final ScalarFunction REVERSE =
///         Signatures.function("reverse", "string")
///                 .syntax("reverse(text)")
///                 .description("Turns the characters of a text round.")
///                 .example("reverse('sabot')", "tobas")
///                 .signature(
///                         DataType.VARCHAR,
///                         RowKernels.textToText(StringFunctions::reverse),
///                         DataType.VARCHAR)
///                 .build();
///
/// static void reverse(Text text, TextWriter result) {
///     for (int end = text.length(); end > 0; ) {
///         int start = end - 1;
///         while (start > 0 && (text.byteAt(start) & 0xC0) == 0x80) {
///             start--;
///         }
///         result.append(text, start, end - start);
///         end = start;
///     }
/// }
/// ```
///
/// Whatever has no adapter of its own uses [dev.sabot.exec.function.RowKernels#row]; this one may
/// give null for arguments that are not null, and takes one number of any type:
///
/// ```java
/// .signature(
///         Signatures.sameAs(0),
///         RowKernels.row(
///                 (row, result) -> {
///                     if (row.getLong(0) == row.getLong(1)) {
///                         result.setNull();
///                     } else {
///                         result.setLong(row.getLong(0));
///                     }
///                 }),
///         Signatures.anyInteger(),
///         Signatures.anyInteger())
/// ```
///
/// Work that depends on constant arguments only (a compiled pattern) is done once, in the
/// [dev.sabot.exec.function.Signatures.KernelFactory], which is given the constants. The framework
/// propagates nulls, evaluates constant calls once, and evaluates functions that cannot fail once
/// per dictionary entry, so a kernel never cares for either.
@NullMarked
package dev.sabot.exec.function;

import org.jspecify.annotations.NullMarked;

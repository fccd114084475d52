/// What operators over streams share: merged watermarks, results that are read while they arise,
/// windows. Start with [dev.sabot.exec.operator.stream.WatermarkMerge].
@NullMarked
package dev.sabot.exec.operator.stream;

import org.jspecify.annotations.NullMarked;

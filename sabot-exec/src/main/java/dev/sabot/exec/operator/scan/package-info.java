/// Sources of pipelines: tables, constants, number series.
@NullMarked
package dev.sabot.exec.operator.scan;

import org.jspecify.annotations.NullMarked;

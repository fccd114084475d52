/// Holds the code to its rules: who may use whom in [dev.sabot.ArchitectureTest], how sources look
/// in [dev.sabot.TidyTest].
@NullMarked
package dev.sabot;

import org.jspecify.annotations.NullMarked;

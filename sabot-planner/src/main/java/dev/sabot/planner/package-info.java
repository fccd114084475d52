/// SQL statements to physical plans. Start with [dev.sabot.planner.Planner].
@NullMarked
package dev.sabot.planner;

import org.jspecify.annotations.NullMarked;

/// Tests of the planner; plans of TPC-H's queries are under `tpch`.
@NullMarked
package dev.sabot.planner;

import org.jspecify.annotations.NullMarked;

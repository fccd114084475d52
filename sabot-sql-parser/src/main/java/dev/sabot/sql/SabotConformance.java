package dev.sabot.sql;

import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;

/// The liberties that the dialect takes, for parser and validator alike.
///
/// Lenient, and an alias of the select list may be used by the items to its right. (The BABEL
/// conformance would reject GROUPING() and ROW(1, 2).)
public final class SabotConformance extends SqlDelegatingConformance {
    public static final SqlConformance INSTANCE = new SabotConformance();

    private SabotConformance() {
        super(SqlConformanceEnum.LENIENT);
    }

    @Override
    public SelectAliasLookup isSelectAlias() {
        return SelectAliasLookup.LEFT_TO_RIGHT;
    }

    @Override
    public boolean isColonFieldAccessAllowed() {
        return false;
    }
}

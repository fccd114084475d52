package dev.sabot.planner;

import dev.sabot.error.SourcePosition;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;

import java.util.List;

/// Finds the name that stands at a place of a query.
final class TableNames extends SqlBasicVisitor<Void> {
    private final SourcePosition place;
    private List<String> found = List.of();

    private TableNames(SourcePosition place) {
        this.place = place;
    }

    /// Returns the catalog and schema of the name that begins at a place; none when it has none.
    static List<String> qualifiers(SqlNode query, SourcePosition place) {
        TableNames names = new TableNames(place);
        query.accept(names);
        return names.found.isEmpty() ? List.of() : names.found.subList(0, names.found.size() - 1);
    }

    @Override
    public Void visit(SqlIdentifier name) {
        SqlParserPos position = name.getParserPosition();
        boolean isThere =
                position.getLineNum() == place.line() && position.getColumnNum() == place.column();
        // the alias a table has without asking stands at the same place
        if (isThere && !name.isSimple()) {
            found = name.names;
        }
        return super.visit(name);
    }
}

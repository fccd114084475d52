package dev.sabot.sql;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.sql.grammar.SabotStatementBaseVisitor;
import dev.sabot.sql.grammar.SabotStatementParser.AnalyzeStatementContext;
import dev.sabot.sql.grammar.SabotStatementParser.BeginStatementContext;
import dev.sabot.sql.grammar.SabotStatementParser.CancelJobStatementContext;
import dev.sabot.sql.grammar.SabotStatementParser.CommitStatementContext;
import dev.sabot.sql.grammar.SabotStatementParser.ConditionContext;
import dev.sabot.sql.grammar.SabotStatementParser.CopyFromStatementContext;
import dev.sabot.sql.grammar.SabotStatementParser.CopyQueryContext;
import dev.sabot.sql.grammar.SabotStatementParser.CopySourceContext;
import dev.sabot.sql.grammar.SabotStatementParser.CopyTableContext;
import dev.sabot.sql.grammar.SabotStatementParser.CopyToStatementContext;
import dev.sabot.sql.grammar.SabotStatementParser.CreateIndexStatementContext;
import dev.sabot.sql.grammar.SabotStatementParser.CreateSchemaStatementContext;
import dev.sabot.sql.grammar.SabotStatementParser.CreateTableContext;
import dev.sabot.sql.grammar.SabotStatementParser.CreateViewContext;
import dev.sabot.sql.grammar.SabotStatementParser.DeleteStatementContext;
import dev.sabot.sql.grammar.SabotStatementParser.DescribeJobStatementContext;
import dev.sabot.sql.grammar.SabotStatementParser.DescribeStatementContext;
import dev.sabot.sql.grammar.SabotStatementParser.DropStatementContext;
import dev.sabot.sql.grammar.SabotStatementParser.ExplainContext;
import dev.sabot.sql.grammar.SabotStatementParser.ExplainStageContext;
import dev.sabot.sql.grammar.SabotStatementParser.IdentifierContext;
import dev.sabot.sql.grammar.SabotStatementParser.IfNotExistsContext;
import dev.sabot.sql.grammar.SabotStatementParser.InsertStatementContext;
import dev.sabot.sql.grammar.SabotStatementParser.ObjectKindContext;
import dev.sabot.sql.grammar.SabotStatementParser.OrReplaceContext;
import dev.sabot.sql.grammar.SabotStatementParser.QueryStatementContext;
import dev.sabot.sql.grammar.SabotStatementParser.ResetStatementContext;
import dev.sabot.sql.grammar.SabotStatementParser.RollbackStatementContext;
import dev.sabot.sql.grammar.SabotStatementParser.SetStatementContext;
import dev.sabot.sql.grammar.SabotStatementParser.SetTimeZoneStatementContext;
import dev.sabot.sql.grammar.SabotStatementParser.ShowColumnsContext;
import dev.sabot.sql.grammar.SabotStatementParser.ShowCreateContext;
import dev.sabot.sql.grammar.SabotStatementParser.ShowJobsContext;
import dev.sabot.sql.grammar.SabotStatementParser.ShowObjectsContext;
import dev.sabot.sql.grammar.SabotStatementParser.ShowSettingContext;
import dev.sabot.sql.grammar.SabotStatementParser.ShowSettingsContext;
import dev.sabot.sql.grammar.SabotStatementParser.ShowTimeZoneContext;
import dev.sabot.sql.grammar.SabotStatementParser.TemporaryContext;
import dev.sabot.sql.grammar.SabotStatementParser.TruncateStatementContext;
import dev.sabot.sql.grammar.SabotStatementParser.UpdateStatementContext;
import dev.sabot.sql.grammar.SabotStatementParser.UseStatementContext;
import dev.sabot.sql.statement.AnalyzeStatement;
import dev.sabot.sql.statement.CancelJobStatement;
import dev.sabot.sql.statement.CopyFromStatement;
import dev.sabot.sql.statement.CopyToStatement;
import dev.sabot.sql.statement.CreateIndexStatement;
import dev.sabot.sql.statement.CreateMode;
import dev.sabot.sql.statement.CreateSchemaStatement;
import dev.sabot.sql.statement.CreateTableStatement;
import dev.sabot.sql.statement.CreateViewStatement;
import dev.sabot.sql.statement.DeleteStatement;
import dev.sabot.sql.statement.DescribeStatement;
import dev.sabot.sql.statement.DropStatement;
import dev.sabot.sql.statement.ExplainStatement;
import dev.sabot.sql.statement.Identifier;
import dev.sabot.sql.statement.InsertStatement;
import dev.sabot.sql.statement.ObjectKind;
import dev.sabot.sql.statement.QueryStatement;
import dev.sabot.sql.statement.ResetStatement;
import dev.sabot.sql.statement.SetStatement;
import dev.sabot.sql.statement.ShowCreateStatement;
import dev.sabot.sql.statement.ShowSettingStatement;
import dev.sabot.sql.statement.ShowStatement;
import dev.sabot.sql.statement.Statement;
import dev.sabot.sql.statement.StatementText;
import dev.sabot.sql.statement.TableDefinition;
import dev.sabot.sql.statement.TransactionStatement;
import dev.sabot.sql.statement.TruncateStatement;
import dev.sabot.sql.statement.UpdateStatement;
import dev.sabot.sql.statement.UseStatement;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Makes the statement of a parse tree.
final class StatementReader extends SabotStatementBaseVisitor<Statement> {
    private static final String TIME_ZONE = "timezone";

    private final Script script;
    private final List<Token> tokens;
    private final Names names;
    private final Islands islands;

    StatementReader(Script script, List<Token> tokens) {
        this.script = script;
        this.tokens = tokens;
        names = new Names(script);
        islands = new Islands(script, tokens);
    }

    @Override
    public Statement visitQueryStatement(QueryStatementContext context) {
        return new QueryStatement(text(context), islands.query(context.query()));
    }

    @Override
    public Statement visitExplain(ExplainContext context) {
        Set<ExplainStatement.Stage> stages = EnumSet.noneOf(ExplainStatement.Stage.class);
        if (context.explainStages() != null) {
            if (context.explainStages().ANALYZE() != null) {
                stages.add(ExplainStatement.Stage.ANALYZE);
            }
            for (ExplainStageContext stage : context.explainStages().explainStage()) {
                stages.add(ExplainStatement.Stage.valueOf(upper(stage)));
            }
        }
        Statement explained = visit(context.statement());
        if (explained instanceof ExplainStatement) {
            throw new SabotException(
                    ErrorCode.SYNTAX, explained.position(), "an EXPLAIN cannot be explained");
        }
        return new ExplainStatement(text(context), stages, explained);
    }

    @Override
    public Statement visitCreateTable(CreateTableContext context) {
        TableDefinition definition = new TableDefinitionReader(names, islands).read(context);
        boolean hasConnector =
                definition.options().stream()
                        .anyMatch(option -> option.key().equalsIgnoreCase("connector"));
        if (context.query() == null && context.tableElement().isEmpty() && !hasConnector) {
            throw new SabotException(
                    ErrorCode.SYNTAX,
                    names.position(context.name()),
                    "the table has neither columns nor a query; write (name type, ..) or AS query");
        }
        return new CreateTableStatement(
                text(context),
                mode(context.orReplace(), context.temporary(), context.ifNotExists()),
                names.qualifiedName(context.name()),
                definition,
                context.query() == null ? null : islands.query(context.query()));
    }

    @Override
    public Statement visitCreateView(CreateViewContext context) {
        return new CreateViewStatement(
                text(context),
                mode(context.orReplace(), context.temporary(), context.ifNotExists()),
                names.qualifiedName(context.name()),
                names.columns(context.columnList()),
                islands.query(context.query()),
                islands.textOf(context.query()));
    }

    @Override
    public Statement visitCreateSchemaStatement(CreateSchemaStatementContext context) {
        return new CreateSchemaStatement(
                text(context), names.qualifiedName(context.name()), context.ifNotExists() != null);
    }

    @Override
    public Statement visitCreateIndexStatement(CreateIndexStatementContext context) {
        return new CreateIndexStatement(
                text(context),
                context.UNIQUE() != null,
                context.ifNotExists() != null,
                names.qualifiedName(context.index),
                names.qualifiedName(context.table),
                context.indexColumn().stream()
                        .map(column ->
                                new CreateIndexStatement.Column(
                                        names.identifier(column.identifier()),
                                        column.DESC() != null))
                        .toList());
    }

    @Override
    public Statement visitDropStatement(DropStatementContext context) {
        return new DropStatement(
                text(context),
                kind(context.objectKind()),
                context.name().stream().map(names::qualifiedName).toList(),
                context.ifExists() != null,
                context.CASCADE() != null);
    }

    @Override
    public Statement visitTruncateStatement(TruncateStatementContext context) {
        return new TruncateStatement(text(context), names.qualifiedName(context.name()));
    }

    @Override
    public Statement visitInsertStatement(InsertStatementContext context) {
        return new InsertStatement(
                text(context),
                names.qualifiedName(context.name()),
                names.columns(context.columnList()),
                context.insertQuery == null ? null : islands.query(context.insertQuery),
                conflict(context));
    }

    @Override
    public Statement visitUpdateStatement(UpdateStatementContext context) {
        return new UpdateStatement(
                text(context),
                names.qualifiedName(context.name()),
                optional(context.alias),
                context.assignment().stream()
                        .map(assignment ->
                                new UpdateStatement.Assignment(
                                        names.identifier(assignment.identifier()),
                                        islands.expression(assignment.expression())))
                        .toList(),
                optional(context.where));
    }

    @Override
    public Statement visitDeleteStatement(DeleteStatementContext context) {
        return new DeleteStatement(
                text(context),
                names.qualifiedName(context.name()),
                optional(context.alias),
                optional(context.where));
    }

    @Override
    public Statement visitCopyToStatement(CopyToStatementContext context) {
        return new CopyToStatement(
                text(context),
                copySource(context.copySource()),
                names.string(context.path),
                names.copyOptions(context.copyOptions()));
    }

    @Override
    public Statement visitCopyFromStatement(CopyFromStatementContext context) {
        return new CopyFromStatement(
                text(context),
                names.qualifiedName(context.name()),
                names.columns(context.columnList()),
                names.string(context.path),
                names.copyOptions(context.copyOptions()));
    }

    @Override
    public Statement visitShowObjects(ShowObjectsContext context) {
        String word = context.getChild(1).getText().toUpperCase(Locale.ROOT);
        return new ShowStatement(
                text(context),
                word.equals("DATABASES")
                        ? ShowStatement.Subject.SCHEMAS
                        : ShowStatement.Subject.valueOf(word),
                context.name() == null ? null : names.qualifiedName(context.name()),
                optionalString(context.pattern));
    }

    @Override
    public Statement visitShowColumns(ShowColumnsContext context) {
        return new ShowStatement(
                text(context),
                ShowStatement.Subject.COLUMNS,
                names.qualifiedName(context.name()),
                optionalString(context.pattern));
    }

    @Override
    public Statement visitShowSettings(ShowSettingsContext context) {
        return new ShowStatement(
                text(context),
                ShowStatement.Subject.SETTINGS,
                null,
                optionalString(context.pattern));
    }

    @Override
    public Statement visitShowCreate(ShowCreateContext context) {
        return new ShowCreateStatement(
                text(context),
                context.TABLE() != null ? ObjectKind.TABLE : ObjectKind.VIEW,
                names.qualifiedName(context.name()));
    }

    @Override
    public Statement visitShowTimeZone(ShowTimeZoneContext context) {
        return new ShowSettingStatement(
                text(context), new Identifier(TIME_ZONE, names.position(context)));
    }

    @Override
    public Statement visitShowSetting(ShowSettingContext context) {
        return new ShowSettingStatement(text(context), names.key(context.settingKey()));
    }

    @Override
    public Statement visitDescribeStatement(DescribeStatementContext context) {
        return new DescribeStatement(
                text(context),
                context.query() != null
                        ? new DescribeStatement.QuerySubject(islands.query(context.query()))
                        : new DescribeStatement.TableSubject(names.qualifiedName(context.name())));
    }

    @Override
    public Statement visitDescribeJobStatement(DescribeJobStatementContext context) {
        return new DescribeStatement(
                text(context), new DescribeStatement.JobSubject(names.job(context.job)));
    }

    @Override
    public Statement visitCancelJobStatement(CancelJobStatementContext context) {
        return new CancelJobStatement(text(context), names.job(context.job));
    }

    @Override
    public Statement visitShowJobs(ShowJobsContext context) {
        return new ShowStatement(
                text(context), ShowStatement.Subject.JOBS, null, optionalString(context.pattern));
    }

    @Override
    public Statement visitSetTimeZoneStatement(SetTimeZoneStatementContext context) {
        return new SetStatement(
                text(context),
                new Identifier(TIME_ZONE, names.position(context)),
                names.value(context.settingValue()));
    }

    @Override
    public Statement visitSetStatement(SetStatementContext context) {
        Identifier key = names.key(context.settingKey());
        return context.DEFAULT() != null
                ? new ResetStatement(text(context), key)
                : new SetStatement(text(context), key, names.value(context.settingValue()));
    }

    @Override
    public Statement visitResetStatement(ResetStatementContext context) {
        return new ResetStatement(
                text(context),
                context.settingKey() == null ? null : names.key(context.settingKey()));
    }

    @Override
    public Statement visitUseStatement(UseStatementContext context) {
        return new UseStatement(text(context), names.qualifiedName(context.name()));
    }

    @Override
    public Statement visitAnalyzeStatement(AnalyzeStatementContext context) {
        return new AnalyzeStatement(
                text(context),
                context.name() == null ? null : names.qualifiedName(context.name()),
                names.columns(context.columnList()));
    }

    @Override
    public Statement visitBeginStatement(BeginStatementContext context) {
        return new TransactionStatement(text(context), TransactionStatement.Action.BEGIN);
    }

    @Override
    public Statement visitCommitStatement(CommitStatementContext context) {
        return new TransactionStatement(text(context), TransactionStatement.Action.COMMIT);
    }

    @Override
    public Statement visitRollbackStatement(RollbackStatementContext context) {
        return new TransactionStatement(text(context), TransactionStatement.Action.ROLLBACK);
    }

    private StatementText text(ParserRuleContext context) {
        return script.textOf(
                tokens.subList(
                        context.getStart().getTokenIndex(), context.getStop().getTokenIndex() + 1));
    }

    private CreateMode mode(
            @Nullable OrReplaceContext orReplace,
            @Nullable TemporaryContext temporary,
            @Nullable IfNotExistsContext ifNotExists) {
        if (orReplace != null && ifNotExists != null) {
            throw new SabotException(
                    ErrorCode.SYNTAX,
                    names.position(ifNotExists),
                    "OR REPLACE and IF NOT EXISTS exclude each other; write one of them");
        }
        return new CreateMode(orReplace != null, temporary != null, ifNotExists != null);
    }

    private CopyToStatement.Source copySource(CopySourceContext context) {
        return switch (context) {
            case CopyTableContext table ->
                    new CopyToStatement.TableSource(
                            names.qualifiedName(table.name()), names.columns(table.columnList()));
            case CopyQueryContext query ->
                    new CopyToStatement.QuerySource(islands.query(query.query()));
            default -> throw new IllegalStateException("no such source: " + context);
        };
    }

    private static InsertStatement.Conflict conflict(InsertStatementContext context) {
        return context.onConflict() == null
                ? InsertStatement.Conflict.FAIL
                : InsertStatement.Conflict.DO_NOTHING;
    }

    private static ObjectKind kind(ObjectKindContext context) {
        return context.DATABASE() != null ? ObjectKind.SCHEMA : ObjectKind.valueOf(upper(context));
    }

    private @Nullable Identifier optional(@Nullable IdentifierContext context) {
        return context == null ? null : names.identifier(context);
    }

    private @Nullable SqlNode optional(@Nullable ConditionContext context) {
        return context == null ? null : islands.expression(context);
    }

    private @Nullable String optionalString(@Nullable Token token) {
        return token == null ? null : names.string(token);
    }

    private static String upper(ParserRuleContext context) {
        return context.getText().toUpperCase(Locale.ROOT);
    }
}

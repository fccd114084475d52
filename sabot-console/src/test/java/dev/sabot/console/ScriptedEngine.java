package dev.sabot.console;

import dev.sabot.jdbc.session.ColumnInfo;
import dev.sabot.jdbc.session.ExecuteOptions;
import dev.sabot.jdbc.session.Execution;
import dev.sabot.jdbc.session.FunctionInfo;
import dev.sabot.jdbc.session.IndexColumnInfo;
import dev.sabot.jdbc.session.KeyColumnInfo;
import dev.sabot.jdbc.session.MetadataFilter;
import dev.sabot.jdbc.session.PreparedHandle;
import dev.sabot.jdbc.session.SchemaInfo;
import dev.sabot.jdbc.session.Session;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.session.SessionMetadata;
import dev.sabot.jdbc.session.SessionProvider;
import dev.sabot.jdbc.session.SessionTarget;
import dev.sabot.jdbc.session.TableInfo;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Properties;

/// Stands in for the engine behind Sabot's driver, which the console may not depend on: runs
/// `ROWS n [IN BLOCKS OF m] [SLOWLY]`, `VALUES`, `ENDLESS` and `FAIL line column`.
public final class ScriptedEngine implements SessionProvider {
    static final String URL = "jdbc:sabot:mem:scripted";

    @Override
    public boolean accepts(SessionTarget target) {
        return target.kind() == SessionTarget.Kind.SHARED_MEMORY
                && target.name().equals("scripted");
    }

    @Override
    public Session open(SessionTarget target, Properties properties) {
        return new ScriptedSession();
    }

    private static final class ScriptedSession implements Session, SessionMetadata {
        @Override
        public Execution execute(String sql, ExecuteOptions options) throws SessionException {
            return ScriptedExecution.start(sql, options);
        }

        @Override
        public PreparedHandle prepare(String sql) throws SessionException {
            throw SessionException.unsupported("prepare");
        }

        @Override
        public SessionMetadata metadata() {
            return this;
        }

        @Override
        public void cancel() {}

        @Override
        public boolean ping(int timeoutMillis) {
            return true;
        }

        @Override
        public void setOption(String name, @Nullable String value) {}

        @Override
        public @Nullable String getOption(String name) {
            return null;
        }

        @Override
        public void close() {}

        @Override
        public String productVersion() {
            return "0";
        }

        @Override
        public String userName() {
            return "";
        }

        @Override
        public List<String> keywords() {
            return List.of();
        }

        @Override
        public List<String> catalogs() {
            return List.of();
        }

        @Override
        public List<SchemaInfo> schemas(MetadataFilter filter) {
            return List.of();
        }

        @Override
        public List<String> tableTypes() {
            return List.of();
        }

        @Override
        public List<TableInfo> tables(MetadataFilter filter) {
            return List.of();
        }

        @Override
        public List<ColumnInfo> columns(MetadataFilter filter) {
            return List.of();
        }

        @Override
        public List<KeyColumnInfo> primaryKeys(MetadataFilter filter) {
            return List.of();
        }

        @Override
        public List<IndexColumnInfo> indexes(MetadataFilter filter) {
            return List.of();
        }

        @Override
        public List<FunctionInfo> functions(MetadataFilter filter) {
            return List.of();
        }
    }
}

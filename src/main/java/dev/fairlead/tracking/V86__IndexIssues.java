package dev.fairlead.tracking;

import dev.fairlead.shared.WordIndex;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Lets the issues be found that were filed before there was an index of their words. It names the
 * columns of its day, whatever becomes of the table later.
 */
@Component
class V86__IndexIssues extends BaseJavaMigration {
  @Override
  public void migrate(Context context) {
    JdbcTemplate jdbc =
        new JdbcTemplate(new SingleConnectionDataSource(context.getConnection(), true));
    WordIndex words = new WordIndex(jdbc);
    RowCallbackHandler each =
        row -> words.put(Issues.WORDS_OF, row.getString(1), row.getString(2), row.getString(3));
    jdbc.query(
        "select id, title, description || ' ' || coalesce(cause, '') || ' ' || coalesce(workaround, '') || ' '"
            + " || coalesce(solution, '') from issue",
        each);
  }
}

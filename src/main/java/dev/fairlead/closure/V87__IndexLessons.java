package dev.fairlead.closure;

import dev.fairlead.shared.WordIndex;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Lets the lessons be found that were recorded before there was an index of their words. It names
 * the columns of its day, whatever becomes of the table later.
 */
@Component
class V87__IndexLessons extends BaseJavaMigration {
  @Override
  public void migrate(Context context) {
    JdbcTemplate jdbc =
        new JdbcTemplate(new SingleConnectionDataSource(context.getConnection(), true));
    WordIndex words = new WordIndex(jdbc);
    RowCallbackHandler each =
        row -> words.put(Lessons.WORDS_OF, "" + row.getLong(1), row.getString(2), row.getString(3));
    jdbc.query(
        "select id, category || ' ' || coalesce(applies_to, ''), situation || ' ' || recommendation from lesson",
        each);
  }
}

package dev.fairlead.project;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Lets the projects be found that were begun before there was an index of their names. It names the
 * columns of its day, whatever becomes of the table later.
 */
@Component
class V133__IndexProjects extends BaseJavaMigration {
  @Override
  public void migrate(Context context) {
    JdbcTemplate jdbc =
        new JdbcTemplate(new SingleConnectionDataSource(context.getConnection(), true));
    ProjectSearch search = new ProjectSearch(jdbc);
    RowCallbackHandler each = row -> search.put(row.getString(1), row.getString(2));
    jdbc.query("select project_key, name from project", each);
  }
}

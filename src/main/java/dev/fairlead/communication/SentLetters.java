package dev.fairlead.communication;

import dev.fairlead.project.Correspondence;
import dev.fairlead.project.ProjectDocuments;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What was mailed about a project, read from the outbox, and what its communication plan sent. */
@Component
class SentLetters implements Correspondence {
  private static final int RUNS_AT_ONCE = 200;

  private final JdbcClient jdbc;
  private final Communications communications;
  private final ContractorReports contractors;
  private final ProjectDocuments documents;

  SentLetters(
      JdbcClient jdbc,
      Communications communications,
      ContractorReports contractors,
      ProjectDocuments documents) {
    this.jdbc = jdbc;
    this.contractors = contractors;
    this.communications = communications;
    this.documents = documents;
  }

  @Override
  @Transactional(readOnly = true)
  public List<Letter> of(String projectKey) {
    return jdbc.sql(
            "select created_at as written_at, recipient, subject, status, sent_at from outbox_mail"
                + " where project_key = ? order by id")
        .param(projectKey)
        .query(Letter.class)
        .list();
  }

  @Override
  @Transactional(readOnly = true)
  public List<Communication> communications(String projectKey) {
    List<Communication> all = new ArrayList<>();
    List<Run> some = communications.page(projectKey, 0, RUNS_AT_ONCE);
    while (!some.isEmpty()) {
      some.stream().filter(run -> !run.status().isOpen()).map(this::told).forEach(all::add);
      some = communications.page(projectKey, some.get(some.size() - 1).id(), RUNS_AT_ONCE);
    }
    Collections.reverse(all);
    return all;
  }

  @Override
  @Transactional(readOnly = true)
  public List<ContractorStatement> contractors(String projectKey) {
    return contractors.all(projectKey).stream()
        .map(
            one ->
                new ContractorStatement(
                    one.partyName(),
                    one.periodStart(),
                    one.periodEnd(),
                    one.dueOn(),
                    one.words(),
                    one.status().name(),
                    one.askedBy(),
                    one.askedAt(),
                    one.givenAt(),
                    one.rating() == null ? null : one.rating().name(),
                    one.workDone(),
                    one.workNext(),
                    one.problems(),
                    one.returnReason(),
                    one.decidedBy(),
                    one.decidedAt(),
                    one.tasks().stream()
                        .map(
                            line ->
                                new ContractorTask(
                                    line.task(),
                                    line.name(),
                                    line.percent(),
                                    line.forecastFinish(),
                                    line.remark()))
                        .toList()))
        .toList();
  }

  private Communication told(Run run) {
    CommunicationRow row = communications.row(run);
    return new Communication(
        run.id(),
        row.title(),
        row.purpose(),
        row.content().name(),
        row.channel().name(),
        run.status().name(),
        run.dueOn(),
        run.finishedAt(),
        run.draftedBy(),
        run.words(),
        run.skipReason(),
        run.decidedBy(),
        run.decidedAt(),
        run.decisionComment(),
        run.reportId(),
        run.snapshot() == null ? null : documents.view(row.content(), run.snapshot()),
        communications.receipts(run.id()).stream()
            .map(
                one ->
                    new Reader(one.readerName(), one.openedAt(), one.confirmedAt(), one.chasedAt()))
            .toList());
  }
}

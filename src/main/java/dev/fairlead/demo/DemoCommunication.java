package dev.fairlead.demo;

import dev.fairlead.communication.Audience;
import dev.fairlead.communication.CommunicationPlan;
import dev.fairlead.communication.CommunicationRow.Channel;
import dev.fairlead.communication.CommunicationRow.Form;
import dev.fairlead.communication.CommunicationRow.Frequency;
import dev.fairlead.communication.Communications;
import dev.fairlead.communication.ContractorReports;
import dev.fairlead.communication.ContractorStatus;
import dev.fairlead.communication.NewContractorReport;
import dev.fairlead.communication.NewRow;
import dev.fairlead.communication.OutsideFeedbacks;
import dev.fairlead.communication.OutsideParties;
import dev.fairlead.communication.SharedLink;
import dev.fairlead.communication.SharedLinks;
import dev.fairlead.project.ProjectDocuments;
import dev.fairlead.project.ProjectDocuments.Kind;
import dev.fairlead.shared.Checks;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The communication plans of the demo's running projects, and whom they tell outside. */
@Component
class DemoCommunication {
  private final ProcessDriver driver;
  private final CommunicationPlan plan;
  private final Communications communications;
  private final OutsideParties parties;
  private final SharedLinks links;
  private final OutsideFeedbacks feedbacks;
  private final ContractorReports contractors;
  private final ProjectDocuments documents;

  DemoCommunication(
      ProcessDriver driver,
      CommunicationPlan plan,
      Communications communications,
      OutsideParties parties,
      SharedLinks links,
      OutsideFeedbacks feedbacks,
      ContractorReports contractors,
      ProjectDocuments documents) {
    this.driver = driver;
    this.plan = plan;
    this.communications = communications;
    this.parties = parties;
    this.links = links;
    this.feedbacks = feedbacks;
    this.contractors = contractors;
    this.documents = documents;
  }

  /** A weekly mail, a meeting, and from next month on a report, the first mail on this day. */
  void plan(String key, String by, LocalDate first) {
    row(
        key,
        by,
        "Milestones of the next weeks",
        "Team and customer know what is reached and what comes next",
        Kind.MILESTONES,
        Form.HTML,
        Channel.MAIL,
        Frequency.WEEKLY,
        first,
        new Audience(Set.of(Audience.Role.TEAM), List.of(), List.of(parties.of(key).get(0).id())));
    row(
        key,
        by,
        "Meeting with the sponsor",
        "Open issues and the highest risks are talked through",
        Kind.ISSUES_AND_RISKS,
        Form.PDF,
        Channel.MEETING,
        Frequency.FORTNIGHTLY,
        first.plusDays(17),
        new Audience(Set.of(Audience.Role.SPONSOR), List.of(), List.of()));
    row(
        key,
        by,
        "Interim report",
        "Managers and sponsor know how the project stands and what they have to decide",
        Kind.INTERIM_REPORT,
        Form.PDF,
        Channel.MAIL,
        Frequency.MONTHLY,
        first.plusDays(28),
        new Audience(Set.of(Audience.Role.MANAGERS, Audience.Role.SPONSOR), List.of(), List.of()));
  }

  private void row(
      String key,
      String by,
      String title,
      String purpose,
      Kind content,
      Form form,
      Channel channel,
      Frequency frequency,
      LocalDate first,
      Audience audience) {
    plan.add(
        key,
        new NewRow(
            title,
            purpose,
            content,
            form,
            channel,
            frequency,
            first,
            by,
            null,
            channel == Channel.MAIL,
            null,
            audience),
        by);
  }

  /** Somebody outside. */
  void meet(String key, String by, String name, String organisation, String email) {
    parties.add(key, name, organisation, email, "en", null, by);
  }

  /** The newest report is shared with the party. */
  void share(String key, String by) {
    links.share(key, party(key), documents.published(key).get(0).id(), 60, by);
  }

  private long party(String key) {
    return parties.of(key).get(0).id();
  }

  /** The party is asked how its tasks stand, for the four weeks until today. */
  void asksContractor(String key, String by, Integer... tasks) {
    LocalDate today = driver.today();
    contractors.ask(
        key,
        new NewContractorReport(
            party(key), today.minusWeeks(4), today, today.plusDays(3), null, List.of(tasks)),
        by);
  }

  void contractorReports(String key, ContractorStatus status) {
    contractors.give(contractors.open(key).get(0), status, new Checks());
  }

  void acceptsContractorReport(String key, String by, String remark) {
    driver.act(
        by,
        key,
        "userTask_reviewContractorReport",
        Map.of("contractorOutcome", "accept", "takeProgress", "no", "contractorRemark", remark));
  }

  void send(String key, String by, String words) {
    driver.act(
        by, key, "userTask_draftCommunication", Map.of("draftDecision", "send", "words", words));
  }

  /** The party opens what was shared last and says something about it. */
  void saysFeedback(String key, String text) {
    SharedLink link = links.of(key).get(0);
    communications.opened(link);
    feedbacks.give(link, text);
  }

  void answer(String key, String by, String answer) {
    driver.act(by, key, "userTask_answerOutsideFeedback", Map.of("answer", answer));
  }
}

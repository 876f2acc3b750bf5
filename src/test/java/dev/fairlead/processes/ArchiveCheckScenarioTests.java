package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.FairleadTest;
import dev.fairlead.communication.Audience;
import dev.fairlead.communication.CommunicationPlan;
import dev.fairlead.communication.CommunicationRow;
import dev.fairlead.communication.Communications;
import dev.fairlead.communication.ContractorReports;
import dev.fairlead.communication.NewContractorReport;
import dev.fairlead.communication.NewRow;
import dev.fairlead.communication.OutsideParties;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.project.ProjectDocuments;
import dev.fairlead.report.Archive;
import dev.fairlead.report.ArchiveCheck;
import dev.fairlead.report.ArchiveCheck.Fault;
import dev.fairlead.report.ArchiveCheck.Finding;
import dev.fairlead.shared.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;

/** An archive that somebody brings back is looked at file by file, whatever was done to it. */
@FairleadTest
class ArchiveCheckScenarioTests extends Scenario {
  @Autowired Archive archive;
  @Autowired ArchiveCheck check;
  @Autowired DecisionLog decisions;
  @Autowired CommunicationPlan plan;
  @Autowired Communications communications;
  @Autowired OutsideParties parties;
  @Autowired ContractorReports contractors;
  @Autowired MockMvc web;

  private byte[] closed(String key) {
    track(key);
    return cancelled(key);
  }

  private byte[] cancelled(String key) {
    projects.cancel(key, "Bought instead", "clara");
    act(
        "clara",
        key,
        "userTask_recordLessons",
        "wentBadly",
        "Market",
        "recommendation",
        "Look before");
    driver.runWaiting();
    return archive.of(key, "maria");
  }

  @Test
  void whatWasMadeHereIsIntactAndEveryChangeIsNamed() throws Exception {
    byte[] made = closed("AC-1");
    ArchiveCheck.Result result = check(made);
    assertThat(result.isIntact()).isTrue();
    assertThat(result.same()).isTrue();
    assertThat(result.chain()).isEqualTo(ArchiveCheck.Chain.HERE);

    Map<String, byte[]> files = unzip(made);
    assertThat(check(zip(files)))
        .as("packed anew")
        .satisfies(
            anew -> {
              assertThat(anew.isIntact()).isTrue();
              assertThat(anew.same()).isFalse();
              assertThat(anew.known()).isTrue();
            });
    Map<String, byte[]> changed = new LinkedHashMap<>(files);
    changed.put("AC-1/history.csv", "nothing".getBytes(StandardCharsets.UTF_8));
    changed.remove("AC-1/mails.csv");
    changed.put("AC-1/more.txt", new byte[] {1});
    changed.put("elsewhere.txt", new byte[] {1});
    assertThat(check(zip(changed)).findings())
        .containsExactlyInAnyOrder(
            new Finding(Fault.DIFFERS, "history.csv"),
            new Finding(Fault.MISSING, "mails.csv"),
            new Finding(Fault.ADDED, "more.txt"),
            new Finding(Fault.ADDED, "elsewhere.txt"));
  }

  @Test
  void itSaysWhatWasToldToWhomAndWhoConfirmedIt() throws Exception {
    track("AC-7");
    long row =
        plan.add(
            "AC-7",
            new NewRow(
                "News",
                "So that everybody knows",
                ProjectDocuments.Kind.FREE_TEXT,
                CommunicationRow.Form.HTML,
                CommunicationRow.Channel.MAIL,
                CommunicationRow.Frequency.ONCE,
                day(1, 9).toLocalDate(),
                "clara",
                null,
                true,
                "We move on Friday",
                new Audience(Set.of(Audience.Role.TEAM), List.of(), List.of())),
            "clara");
    plan.beginNow("AC-7", row, "clara");
    act("clara", "AC-7", "userTask_draftCommunication", "draftDecision", "send");
    driver.runWaiting();
    long run = communications.page("AC-7", 0, 1).get(0).id();
    communications.confirm(run, "tom");
    long acme = parties.add("AC-7", "Ann", "Acme", "ann@acme.example", "en", null, "clara");
    LocalDate monday = MONDAY.toLocalDate();
    contractors.ask(
        "AC-7",
        new NewContractorReport(acme, monday, monday, monday, "Cables?", List.of(BUILD)),
        "clara");
    Map<String, byte[]> files = unzip(cancelled("AC-7"));
    assertThat(text(files, "AC-7/communications/" + run + ".json"))
        .contains("\"News\"", "We move on Friday", "SENT", "Tom Eriksen");
    assertThat(text(files, "AC-7/communications/contractors.json"))
        .contains("Ann (Acme)", "Cables?", "WITHDRAWN", "\"Build\"");
    assertThat(text(files, "AC-7/communications/readers.csv").lines().toList())
        .anyMatch(line -> line.contains("Tom Eriksen") && line.split("2027-01-04", -1).length == 4)
        .anyMatch(line -> line.contains("Tina Okafor") && line.split("2027-01-04", -1).length == 2);
    assertThat(text(files, "AC-7/SHA256SUMS")).contains("  communications/" + run + ".json");
  }

  @Test
  void aForgedListOfFingerprintsDoesNotHelp() throws Exception {
    Map<String, byte[]> files = unzip(closed("AC-2"));
    byte[] forged = "nothing".getBytes(StandardCharsets.UTF_8);
    String sums = text(files, "AC-2/SHA256SUMS");
    String old = Fingerprint.of(files.get("AC-2/history.csv"));
    files.put("AC-2/history.csv", forged);
    files.put(
        "AC-2/SHA256SUMS",
        sums.replace(old, Fingerprint.of(forged)).getBytes(StandardCharsets.UTF_8));
    assertThat(check(zip(files)).findings())
        .containsExactlyInAnyOrder(
            new Finding(Fault.DIFFERS, "history.csv"), new Finding(Fault.DIFFERS, "SHA256SUMS"));
  }

  @Test
  void anArchiveOfAnotherInstallationIsCheckedByItself() throws Exception {
    Map<String, byte[]> files = unzip(closed("AC-3"));
    Map<String, byte[]> elsewhere = new LinkedHashMap<>();
    files.forEach((name, content) -> elsewhere.put(name.replace("AC-3/", "ZZ-9/"), content));
    ArchiveCheck.Result result = check(zip(elsewhere));
    assertThat(result.known()).isFalse();
    assertThat(result.findings()).isEmpty();
    elsewhere.remove("ZZ-9/SHA256SUMS");
    assertThat(check(zip(elsewhere)).findings()).contains(new Finding(Fault.MISSING, "SHA256SUMS"));
  }

  @Test
  void aChangedOrShortenedChainIsFound() throws Exception {
    Map<String, byte[]> files = unzip(closed("AC-4"));
    String proof = text(files, "AC-4/decision-log.jsonl");
    Map<String, byte[]> changed = new LinkedHashMap<>(files);
    changed.put(
        "AC-4/decision-log.jsonl",
        proof.replace("Bought instead", "Sold instead").getBytes(StandardCharsets.UTF_8));
    assertThat(check(zip(changed)).chain()).isEqualTo(ArchiveCheck.Chain.BROKEN);
    String cut = proof.substring(0, proof.lastIndexOf('\n', proof.length() - 2) + 1);
    changed.put("AC-4/decision-log.jsonl", cut.getBytes(StandardCharsets.UTF_8));
    ArchiveCheck.Result shortened = check(zip(changed));
    assertThat(shortened.chain()).isEqualTo(ArchiveCheck.Chain.BROKEN);
    assertThat(shortened.chainProblem()).contains("is not the one that the archive names");
    changed.put("AC-4/decision-log.jsonl", "[1,2]\n".getBytes(StandardCharsets.UTF_8));
    assertThat(check(zip(changed)).chain()).isEqualTo(ArchiveCheck.Chain.BROKEN);
    changed.remove("AC-4/decision-log.jsonl");
    assertThat(check(zip(changed)).chain()).isEqualTo(ArchiveCheck.Chain.NONE);
  }

  @Test
  void aChainMayBeginWithTheProjectOrWithTheFirstDecisionOfAll() throws Exception {
    closed("AC-8");
    Map<String, byte[]> files = unzip(closed("AC-9"));
    String proof = text(files, "AC-9/decision-log.jsonl");
    assertThat(proof.lines().findFirst().orElseThrow()).contains("previousHash");
    assertThat(check(zip(files)).chain()).isEqualTo(ArchiveCheck.Chain.HERE);

    long until =
        new ObjectMapper().readTree(files.get("AC-9/archive.json")).get("headNumber").asLong();
    StringBuilder whole = new StringBuilder();
    decisions.proof(null, until, line -> whole.append(line).append('\n'));
    files.put("AC-9/decision-log.jsonl", whole.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(check(zip(files)).chain()).isEqualTo(ArchiveCheck.Chain.HERE);

    String another = "0".repeat(64);
    files.put(
        "AC-9/decision-log.jsonl",
        proof
            .replaceFirst("(\"previousHash\":\")[0-9a-f]{64}", "$1" + another)
            .getBytes(StandardCharsets.UTF_8));
    assertThat(check(zip(files)).chain()).isEqualTo(ArchiveCheck.Chain.BROKEN);
  }

  @Test
  void thePageSaysItInWordsAndRefusesWhatIsNoArchive() throws Exception {
    byte[] made = closed("AC-5");
    assertThat(send(made).getContentAsString())
        .contains("Intact: byte for byte the archive that was made on 4 Jan 2027");
    for (byte[] odd :
        new byte[][] {
          new byte[0],
          "no zip at all".getBytes(StandardCharsets.UTF_8),
          java.util.Arrays.copyOf(made, made.length / 2),
          zip(Map.of("a.txt", new byte[] {1})),
          zip(Map.of("../../etc/passwd", new byte[] {1})),
        }) {
      MockHttpServletResponse answer = send(odd);
      assertThat(answer.getStatus()).isEqualTo(422);
      assertThat(answer.getContentAsString())
          .contains("role=\"alert\"")
          .doesNotContain("Exception");
    }
  }

  @Test
  void aFileThatUnpacksToTooMuchIsNotUnpacked() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      byte[] nothing = new byte[1024 * 1024];
      for (int file = 0; file < 2; file++) {
        zip.putNextEntry(new ZipEntry("AC-6/" + file));
        for (int i = 0; i < 100; i++) {
          zip.write(nothing);
        }
      }
    }
    MockHttpServletResponse answer = send(out.toByteArray());
    assertThat(answer.getStatus()).isEqualTo(422);
    assertThat(answer.getContentAsString()).contains("unpacks to more than an archive ever would");
  }

  private ArchiveCheck.Result check(byte[] zip) throws Exception {
    return check.check(new ByteArrayInputStream(zip));
  }

  private MockHttpServletResponse send(byte[] content) throws Exception {
    return web.perform(
            multipart("/archive/verify")
                .file(new MockMultipartFile("file", "a.zip", "application/zip", content))
                .with(user("tina"))
                .with(csrf()))
        .andReturn()
        .getResponse();
  }

  private static String text(Map<String, byte[]> files, String name) {
    return new String(files.get(name), StandardCharsets.UTF_8);
  }

  static byte[] zip(Map<String, byte[]> files) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setComment("packed anew");
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
    return out.toByteArray();
  }

  static Map<String, byte[]> unzip(byte[] archive) throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }
}

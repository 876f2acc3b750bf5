package dev.fairlead.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.studio.FileState.Fate;
import dev.fairlead.studio.FileState.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;

/** What runs here, beside the shipped folder and beside a zip file. */
@FairleadTest
class FolderComparisonTests extends InStudio {
  private static final String KEY = "comparedReview";

  @Autowired FolderComparison folders;

  FolderComparisonTests() {
    super(KEY);
  }

  @Test
  void theShippedFolderIsWhatRunsExceptForWhatWasAddedHere() throws Exception {
    assertThat(folders.withShipped())
        .extracting(FileState::key, FileState::fate)
        .contains(tuple(KEY, Fate.ONLY_HERE), tuple("approvePlan", Fate.SAME));
    assertThat(folders.withShipped())
        .filteredOn(state -> state.kind() == Kind.FORM && !state.key().equals(KEY + ".html"))
        .hasSizeGreaterThan(20)
        .allMatch(state -> state.fate() == Fate.SAME);
    Document page = page(get("/processes/files"));
    assertThat(page.select("li:contains(Only here) a[href='/processes/" + KEY + "']")).hasSize(1);
    assertThat(page("/processes").select("a[href='/processes/files']")).hasSize(1);
  }

  @Test
  void aZipFileIsComparedInWords() throws Exception {
    String table = Files.readString(Path.of("processes/decisions/changeRoute.dmn"));
    byte[] zip =
        zip(
            Map.of(
                "project/processes/" + KEY + ".bpmn",
                drawn.replace(
                    "name=\"Review risk\" camunda:formKey", "name=\"Look again\" camunda:formKey"),
                "project/processes/decisions/changeRoute.dmn",
                table,
                "project/processes/decisions/other.dmn",
                table.replace("id=\"changeRoute\"", "id=\"otherRoute\""),
                "project/processes/forms/" + KEY + ".html",
                changed(asked, ">Reason<", ">Why?<"),
                "project/README.md",
                "Nothing to compare"));
    assertThat(folders.withZip(zip))
        .extracting(FileState::name, FileState::key, FileState::fate)
        .contains(
            tuple("Review risk", KEY, Fate.CHANGED),
            tuple("Change route", "changeRoute", Fate.SAME),
            tuple("Change route", null, Fate.ONLY_THERE),
            tuple("Review risk (form)", KEY + ".html", Fate.CHANGED),
            tuple("Approve plan", "approvePlan", Fate.ONLY_HERE));
    Document page =
        page(
            multipart("/processes/files")
                .file(new MockMultipartFile("file", "p.zip", "application/zip", zip)));
    assertThat(page.select("li:has(a[href='/processes/" + KEY + "'])").text())
        .contains("Changed")
        .contains("One difference")
        .contains("User task \"Look again\"")
        .contains("Name: Review risk Look again");
    // the same in the picture, which the page brings along
    Element picture = page.selectFirst("li:has(a[href='/processes/" + KEY + "']) details textarea");
    assertThat(picture.text()).contains("name=\"Look again\" camunda:formKey");
    assertThat(
            page.select("[data-source=" + picture.id() + "][data-kind=PROCESS]").attr("data-marks"))
        .contains("userTask_reviewRisk", "fl-changed");
    assertThat(page.select("li:has(a[href='/processes/" + KEY + ".html'])").text())
        .contains("Label: Reason Why?");
    assertThat(page.select("[data-kind=FORM][data-file]").attr("data-file"))
        .isEqualTo("/processes/" + KEY + ".html/file");
  }

  @Test
  void whatIsNoFolderOfProcessesIsRefusedInWords() throws Exception {
    assertThatThrownBy(() -> folders.withZip("no zip".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no zip file");
    assertThatThrownBy(() -> folders.withZip(zip(Map.of("x.bpmn", "a".repeat(1_000_001)))))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("holds too much");
    assertThatThrownBy(
            () ->
                folders.withZip(
                    zip(
                        Map.of(
                            "x.bpmn",
                            "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>"))))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Nothing was compared");
    Document page =
        page(
            multipart("/processes/files")
                .file(new MockMultipartFile("file", "p.zip", "application/zip", new byte[3])));
    assertThat(page.select(".alert-danger").text()).contains("no zip file");
    mvc.perform(get("/processes/files").with(user("clara").authorities(() -> "coordinators")))
        .andExpect(status().isForbidden());
  }

  private static byte[] zip(Map<String, String> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }
}

package dev.fairlead.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Date;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class FilledFormTests {
  private static final String FORM =
      """
      <form role="form" class="fairlead-form" onsubmit="alert(1)">
        <iframe class="fairlead-frame" title="The plan" src="/work/frame" data-view="approval"></iframe>
        <iframe src="https://elsewhere.example/" data-view="../x"></iframe>
        <select id="d" class="form-control" cam-variable-name="decision" cam-variable-type="String" required>
          <option value="">Choose ...</option><option value="approve">Approve</option><option value="rework">Rework</option>
        </select>
        <textarea cam-variable-name="comment" maxlength="10"></textarea>
        <input type="text" cam-variable-name="day" cam-variable-type="String" pattern="[0-9]{4}-[0-9]{2}-[0-9]{2}" maxlength="10">
        <input type="number" cam-variable-name="score" cam-variable-type="Integer">
        <input type="checkbox" cam-variable-name="sure" cam-variable-type="Boolean">
        <input type="text" cam-variable-name="from" cam-variable-type="Date">
        <script cam-script type="text/form-script">evil()</script>
        <a href="javascript:evil()" onclick="evil()">there</a>
        <button type="submit">Send</button>
      </form>
      """;

  private static FilledForm filled(Map<String, String> typed) {
    return new FilledForm(Jsoup.parseBodyFragment(FORM), typed);
  }

  @Test
  void peopleAreOfferedWhereAFormAsksForOne() {
    String html =
        new FilledForm(
                Jsoup.parseBodyFragment(
                    "<form><input type=\"text\" id=\"o\" cam-variable-name=\"owner\" data-person></form>"),
                Map.of("owner", "tina"))
            .html(null);
    assertThat(Jsoup.parseBodyFragment(html).select("input[data-person][list=o-people]").val())
        .isEqualTo("tina");
    assertThat(Jsoup.parseBodyFragment(html).select("datalist#o-people, strong#o-name")).hasSize(2);
  }

  @Test
  void answersGetTheTypesThatTheFormDeclares() {
    FilledForm form =
        filled(
            Map.of(
                "decision",
                "approve",
                "score",
                "4",
                "sure",
                "true",
                "day",
                "2027-03-31",
                "from",
                "2027-03-31"));
    Map<String, Object> answers = form.read();
    assertThat(form.errors()).isEmpty();
    assertThat(answers)
        .containsEntry("decision", "approve")
        .containsEntry("score", 4)
        .containsEntry("sure", true)
        .containsEntry("day", "2027-03-31")
        .containsEntry("comment", null);
    assertThat(answers.get("from")).isInstanceOf(Date.class);
  }

  @Test
  void whatTheFormDoesNotAskForIsLeftOut() {
    assertThat(filled(Map.of("decision", "approve", "approverGroup", "me", "_csrf", "x")).read())
        .doesNotContainKeys("approverGroup", "_csrf");
  }

  @Test
  void wrongAnswersAreNamedFieldByFieldAndStayInTheForm() {
    FilledForm form =
        filled(
            Map.of(
                "decision",
                "burn",
                "comment",
                "far too long a text",
                "day",
                "31.3.2027",
                "score",
                "four"));
    form.read();
    assertThat(form.errors()).containsOnlyKeys("decision", "comment", "day", "score");
    assertThat(form.html("/work/tasks/1/frame"))
        .contains(
            "far too long a text</textarea>",
            "value=\"four\"",
            "is-invalid",
            "&quot;31.3.2027&quot;".replace("&quot;", "\""));
  }

  @Test
  void aMissingRequiredAnswerIsAskedFor() {
    FilledForm form = filled(Map.of("comment", "ok"));
    form.read();
    assertThat(form.errors()).containsOnlyKeys("decision");
  }

  @Test
  void theFormBecomesOrdinaryFieldsWithoutAnythingThatActsByItself() {
    String html = filled(Map.of("decision", "rework")).html("/work/tasks/1/frame");
    assertThat(html)
        .contains(
            "name=\"decision\"",
            "form-select",
            "src=\"/work/tasks/1/frame?view=approval\"",
            "type=\"date\"")
        .doesNotContain(
            "cam-", "script", "onclick", "onsubmit", "evil", "elsewhere", "<form", "<button");
    assertThat(Jsoup.parseBodyFragment(html).select("option[selected]").eachText())
        .containsExactly("Rework");
  }
}

package dev.fairlead.processes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RepositoryService;

/** Deploys an approval as a process owner would who asks for several approvals. */
public final class Quorum {
  private final RepositoryService repository;
  private final List<String> deployments = new ArrayList<>();

  public Quorum(RepositoryService repository) {
    this.repository = repository;
  }

  /** As many of the group must approve in every row that names it. */
  public void of(String diagram, String table, String group, String approvals) {
    deploy(diagram, table, asking(ProcessFiles.text(table(table)), group, approvals));
  }

  void deploy(String diagram, String table, String xml) {
    var deployment =
        repository
            .createDeployment()
            .addString(
                diagram + ".bpmn",
                ProcessFiles.text(ProcessFiles.FOLDER.resolve(diagram + ".bpmn")))
            .addString(table + ".dmn", xml);
    ProcessFiles.forms()
        .forEach(
            form -> deployment.addString(form.getFileName().toString(), ProcessFiles.text(form)));
    deployments.add(deployment.deploy().getId());
  }

  static String asking(String table, String group, String approvals) {
    Matcher row =
        Pattern.compile(
                "(<text>\""
                    + group
                    + "\"</text>\\s*</outputEntry>\\s*<outputEntry[^>]*>\\s*)"
                    + "<text></text>")
            .matcher(table);
    return row.replaceAll(
        found -> Matcher.quoteReplacement(found.group(1) + "<text>" + approvals + "</text>"));
  }

  static Path table(String id) {
    return ProcessFiles.FOLDER.resolve("decisions/" + id + ".dmn");
  }

  /** Nothing may run in it any more. */
  public void takeBack() {
    deployments.forEach(id -> repository.deleteDeployment(id, true));
    deployments.clear();
  }
}

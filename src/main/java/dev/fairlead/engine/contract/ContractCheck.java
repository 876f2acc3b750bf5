package dev.fairlead.engine.contract;

import dev.fairlead.engine.contract.LiveModels.Live;
import dev.fairlead.engine.contract.Surroundings.Diagram;
import dev.fairlead.engine.contract.Surroundings.TakenBack;
import dev.fairlead.shared.Sentences;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.xml.ModelException;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/** The process contract over the files of one deployment, before it is one. */
@Component
public class ContractCheck {
  private final ApplicationContext spring;
  private final PublishedVariables variables = PublishedVariables.shipped();

  /** By the ids of versions, which never change. */
  private final Map<String, List<TakenBack>> takenBack = new ConcurrentHashMap<>();

  ContractCheck(ApplicationContext spring) {
    this.spring = spring;
  }

  /**
   * What the contract has against these files.
   *
   * @param contents by their names
   * @param live what is deployed already
   */
  public List<Finding> check(Map<String, byte[]> contents, LiveModels live) {
    Files files = new Files(contents);
    Function<String, Optional<Diagram>> before =
        remembered(id -> live.find(id).map(ContractCheck::diagram));
    Surroundings around =
        new Surroundings(
            this::isStep,
            files.forms::contains,
            id -> files.processes.containsKey(id) || before.apply(id).isPresent(),
            files.decisions::contains,
            variables,
            id ->
                Optional.ofNullable(files.processes.get(id))
                    .map(files::with)
                    .or(() -> before.apply(id)),
            before,
            remembered(() -> takenBack(files, live)));
    ProcessContract contract = new ProcessContract();
    List<Finding> findings = new ArrayList<>(files.refused);
    files.diagrams.forEach(model -> findings.addAll(contract.check(files.with(model), around)));
    files.diagrams.forEach(model -> findings.addAll(AnswersOfForms.check(model, files.answers)));
    files.tables.forEach(model -> findings.addAll(contract.check(model)));
    return findings;
  }

  private static Diagram diagram(Live live) {
    return new Diagram(
        Bpmn.readModelFromStream(new ByteArrayInputStream(live.diagram().get())), live.file());
  }

  /** As it will be. */
  private List<TakenBack> takenBack(Files files, LiveModels live) {
    List<TakenBack> all = new ArrayList<>();
    files.diagrams.forEach(model -> all.addAll(CallMappings.takenBack(model)));
    live.all().stream()
        .filter(other -> !files.processes.containsKey(other.process()))
        .forEach(
            other ->
                all.addAll(
                    takenBack.computeIfAbsent(
                        other.id(), id -> CallMappings.takenBack(diagram(other).model()))));
    return all;
  }

  private static <T> Supplier<T> remembered(Supplier<T> once) {
    Function<String, T> one = remembered(key -> once.get());
    return () -> one.apply("");
  }

  private static <T> Function<String, T> remembered(Function<String, T> once) {
    Map<String, T> known = new HashMap<>();
    return key -> known.computeIfAbsent(key, once);
  }

  /** The same beans that expressions can reach: those of a room's process package. */
  boolean isStep(String name) {
    // only its type: the bean itself may need the engine, which is not up yet when the first
    // diagrams come
    Class<?> type = spring.containsBean(name) ? spring.getType(name) : null;
    return type != null
        && (JavaDelegate.class.isAssignableFrom(type)
            || ExecutionListener.class.isAssignableFrom(type))
        && ClassUtils.getUserClass(type)
            .getPackageName()
            .matches("dev\\.fairlead\\.\\w+\\.process");
  }

  /** What comes in one deployment, told apart by the ends of the names. */
  private static final class Files {
    private final List<BpmnModelInstance> diagrams = new ArrayList<>();
    private final List<DmnModelInstance> tables = new ArrayList<>();
    private final Set<String> forms = new HashSet<>();
    private final Map<String, Set<String>> answers = new HashMap<>();
    private final List<Finding> refused = new ArrayList<>();
    private final Map<String, BpmnModelInstance> processes = new HashMap<>();
    private final Map<String, byte[]> byName = new HashMap<>();
    private final Set<String> decisions = new HashSet<>();

    Files(Map<String, byte[]> contents) {
      contents.forEach(this::take);
      diagrams.forEach(
          model ->
              model
                  .getModelElementsByType(Process.class)
                  .forEach(process -> processes.put(process.getId(), model)));
      decisions.addAll(
          ids(
              tables.stream()
                  .flatMap(m -> m.getModelElementsByType(Decision.class).stream())
                  .map(Decision::getId)));
    }

    /** A diagram with what comes in the same deployment. */
    Diagram with(BpmnModelInstance model) {
      return new Diagram(model, name -> Optional.ofNullable(byName.get(name)));
    }

    private void take(String path, byte[] bytes) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      byName.put(name, bytes);
      if (name.endsWith(".html")) {
        form(name, bytes);
      } else if (name.endsWith(".bpmn") || name.endsWith(".dmn")) {
        Optional<String> refusal = XmlGate.refusal(name, bytes);
        refusal.ifPresentOrElse(this::refuse, () -> model(name, bytes));
      } else {
        // the engine would take more endings than these, among them "bpmn" without a dot
        refuse(Sentences.say("engine.contract.otherKind", name));
      }
    }

    private void refuse(String sentence) {
      refused.add(new Finding("", sentence));
    }

    private void form(String name, byte[] bytes) {
      forms.add(name);
      if (bytes.length > XmlGate.LARGEST) {
        refuse(Sentences.say("engine.contract.tooLarge", name));
        return;
      }
      String html = new String(bytes, StandardCharsets.UTF_8);
      new FormContract().check(name, html).forEach(finding -> refuse(finding.sentence()));
      answers.put(name, AnswersOfForms.asked(html));
    }

    private void model(String name, byte[] bytes) {
      try {
        if (name.endsWith(".bpmn")) {
          diagrams.add(Bpmn.readModelFromStream(new ByteArrayInputStream(bytes)));
        } else {
          tables.add(Dmn.readModelFromStream(new ByteArrayInputStream(bytes)));
        }
      } catch (ModelException broken) {
        refuse(Sentences.say("engine.contract.unreadable", name));
      }
    }

    private static Set<String> ids(java.util.stream.Stream<String> ids) {
      return ids.collect(Collectors.toSet());
    }
  }
}

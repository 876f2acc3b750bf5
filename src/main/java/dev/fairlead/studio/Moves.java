package dev.fairlead.studio;

import dev.fairlead.engine.EngineGateway;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.migration.MigratingActivityInstanceValidationReport;
import org.camunda.bpm.engine.migration.MigratingProcessInstanceValidationException;
import org.camunda.bpm.engine.migration.MigratingTransitionInstanceValidationReport;
import org.camunda.bpm.engine.migration.MigrationInstructionValidationReport;
import org.camunda.bpm.engine.migration.MigrationInstructionsBuilder;
import org.camunda.bpm.engine.migration.MigrationPlan;
import org.camunda.bpm.engine.migration.MigrationPlanValidationException;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves running instances from one version of a process to another. The dry run really moves each
 * one, looks where it lands, and takes that transaction back; so it finds what the move would find.
 */
@Service
public class Moves {
  private static final Logger LOG = LoggerFactory.getLogger(Moves.class);

  private final RuntimeService runtime;
  private final EngineGateway engine;
  private final Catalogue catalogue;
  private final TransactionTemplate transactions;

  Moves(
      RuntimeService runtime,
      EngineGateway engine,
      Catalogue catalogue,
      PlatformTransactionManager transactionManager) {
    this.runtime = runtime;
    this.engine = engine;
    this.catalogue = catalogue;
    this.transactions = new TransactionTemplate(transactionManager);
  }

  /**
   * How it goes, or would go, with one instance.
   *
   * @param instance the engine's id of it
   * @param businessKey of the project, change or issue that it is about
   * @param stands the elements at which it stands, for people
   * @param lands the elements at which it stands afterwards; empty where it cannot be moved
   * @param obstacles what is in the way, in sentences; empty where nothing is
   */
  public record Move(
      String instance,
      String businessKey,
      List<String> stands,
      List<String> lands,
      List<String> obstacles) {
    public boolean isPossible() {
      return obstacles.isEmpty();
    }
  }

  /**
   * The dry run.
   *
   * @param whereTo for elements that have no counterpart of the same id: the id of the element in
   *     the new version that takes their place
   */
  public List<Move> tryOut(Version from, Version to, Map<String, String> whereTo) {
    return each(from, to, whereTo, false);
  }

  /** Moves each instance that can be moved, each in a transaction of its own. */
  public List<Move> move(Version from, Version to, Map<String, String> whereTo, String by) {
    List<Move> moved = each(from, to, whereTo, true);
    LOG.info(
        "{} moved {} of {} instances of {} from version {} to {}",
        by,
        moved.stream().filter(Move::isPossible).count(),
        moved.size(),
        from.key(),
        from.version(),
        to.version());
    return moved;
  }

  /** The elements at which instances of this version stand that the other version does not have. */
  public Map<String, String> withoutCounterpart(Version from, Version to) {
    Drawing old = drawing(from);
    Drawing now = drawing(to);
    Map<String, String> missing = new TreeMap<>();
    for (ProcessInstance instance : instances(from)) {
      standing(instance.getId())
          .filter(id -> old.elements().containsKey(id) && !now.elements().containsKey(id))
          .forEach(id -> missing.put(id, old.title(old.elements().get(id))));
    }
    return missing;
  }

  /** The elements of a version at which an instance can stand, by id. */
  public Map<String, String> targets(Version to) {
    Drawing drawing = drawing(to);
    Map<String, String> targets = new TreeMap<>();
    drawing
        .elements()
        .forEach(
            (id, element) -> {
              if (element
                  .getLocalName()
                  .matches("\\w*[tT]ask|callActivity|subProcess|intermediateCatchEvent")) {
                targets.put(id, drawing.title(element));
              }
            });
    return targets;
  }

  private List<Move> each(Version from, Version to, Map<String, String> whereTo, boolean forGood) {
    if (!from.key().equals(to.key()) || from.version() == to.version()) {
      throw RefusedException.because("studio.move.sameVersion");
    }
    Drawing old = drawing(from);
    Drawing now = drawing(to);
    List<ProcessInstance> instances = instances(from);
    MigrationPlan plan;
    try {
      plan = plan(from, to, old, now, whereTo);
    } catch (MigrationPlanValidationException impossible) {
      List<String> obstacles =
          impossible.getValidationReport().getInstructionReports().stream()
              .flatMap(report -> sentences(report, old))
              .distinct()
              .toList();
      return instances.stream()
          .map(
              instance ->
                  new Move(
                      instance.getId(),
                      instance.getBusinessKey(),
                      names(instance.getId(), old),
                      List.of(),
                      obstacles))
          .toList();
    }
    return instances.stream().map(i -> one(i, plan, old, now, forGood)).toList();
  }

  private MigrationPlan plan(
      Version from, Version to, Drawing old, Drawing now, Map<String, String> whereTo) {
    return engine.asSystem(
        () -> {
          MigrationInstructionsBuilder instructions =
              runtime
                  .createMigrationPlan(from.id(), to.id())
                  .mapEqualActivities()
                  .updateEventTriggers();
          whereTo.forEach(
              (source, target) -> {
                if (!old.elements().containsKey(source) || !now.elements().containsKey(target)) {
                  throw RefusedException.because("studio.move.unknownElement", source, target);
                }
                instructions.mapActivities(source, target);
              });
          return instructions.build();
        });
  }

  private Move one(
      ProcessInstance instance, MigrationPlan plan, Drawing old, Drawing now, boolean forGood) {
    List<String> stands = names(instance.getId(), old);
    try {
      List<String> lands =
          transactions.execute(
              status -> {
                engine.asSystem(
                    () -> {
                      runtime.newMigration(plan).processInstanceIds(instance.getId()).execute();
                      return null;
                    });
                List<String> there = names(instance.getId(), now);
                if (!forGood) {
                  status.setRollbackOnly();
                }
                return there;
              });
      return new Move(instance.getId(), instance.getBusinessKey(), stands, lands, List.of());
    } catch (MigratingProcessInstanceValidationException stuck) {
      var report = stuck.getValidationReport();
      List<String> obstacles =
          Stream.concat(
                  report.getActivityInstanceReports().stream().flatMap(r -> sentences(r, old)),
                  Stream.concat(
                      report.getTransitionInstanceReports().stream()
                          .flatMap(r -> sentences(r, old)),
                      report.getFailures().stream()))
              .distinct()
              .toList();
      return new Move(instance.getId(), instance.getBusinessKey(), stands, List.of(), obstacles);
    } catch (ProcessEngineException gone) {
      // ended, or moved by somebody else, since the list was made
      return new Move(
          instance.getId(),
          instance.getBusinessKey(),
          stands,
          List.of(),
          List.of(Sentences.say("studio.move.gone")));
    }
  }

  private static Stream<String> sentences(
      MigratingActivityInstanceValidationReport report, Drawing old) {
    return report.getFailures().stream().map(f -> sentence(report.getSourceScopeId(), f, old));
  }

  private static Stream<String> sentences(
      MigratingTransitionInstanceValidationReport report, Drawing old) {
    return report.getFailures().stream().map(f -> sentence(report.getSourceScopeId(), f, old));
  }

  private static Stream<String> sentences(
      MigrationInstructionValidationReport report, Drawing old) {
    String source = report.getMigrationInstruction().getSourceActivityId();
    return report.getFailures().stream().map(f -> sentence(source, f, old));
  }

  /** The engine's reason in our words where people meet it often. */
  private static String sentence(String element, String failure, Drawing old) {
    String title =
        old.elements().containsKey(element) ? old.title(old.elements().get(element)) : element;
    return failure.contains("no migration instruction")
        ? Sentences.say("studio.move.noCounterpart", title)
        : Sentences.say("studio.move.obstacle", title, failure);
  }

  private Drawing drawing(Version version) {
    return Drawing.read(catalogue.xml(Deployed.Kind.PROCESS, version));
  }

  private List<ProcessInstance> instances(Version version) {
    return engine.asSystem(
        () ->
            runtime
                .createProcessInstanceQuery()
                .processDefinitionId(version.id())
                .orderByBusinessKey()
                .asc()
                .list());
  }

  private List<String> names(String instance, Drawing drawing) {
    return standing(instance)
        .map(id -> drawing.elements().get(id))
        .filter(Objects::nonNull)
        .map(drawing::title)
        .sorted()
        .toList();
  }

  /** The ids of the innermost elements at which the instance stands. */
  private Stream<String> standing(String instance) {
    ActivityInstance tree = engine.asSystem(() -> runtime.getActivityInstance(instance));
    List<String> ids = new ArrayList<>();
    if (tree != null) {
      collect(tree, ids);
    }
    return ids.stream().collect(Collectors.toCollection(java.util.TreeSet::new)).stream();
  }

  private static void collect(ActivityInstance at, List<String> ids) {
    for (ActivityInstance child : at.getChildActivityInstances()) {
      // the body of a multi-instance activity carries the id of the activity itself
      String id = child.getActivityId().replaceFirst("#multiInstanceBody$", "");
      if (child.getChildActivityInstances().length == 0
          && child.getChildTransitionInstances().length == 0) {
        ids.add(id);
      } else {
        collect(child, ids);
      }
    }
    for (var waiting : at.getChildTransitionInstances()) {
      ids.add(waiting.getActivityId());
    }
  }
}

package dev.fairlead;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;

/**
 * A diagram built in a test as Camunda Modeler writes it. The builder writes extensions in the
 * namespace of its own engine, which is another one on Operaton (docs/operaton.md), and the
 * contract knows Modeler's only.
 */
public final class ModelerXml {
  private static final String MODELERS = "http://camunda.org/schema/1.0/bpmn";

  private ModelerXml() {}

  public static String of(BpmnModelInstance model) {
    return Bpmn.convertToString(model)
        .replaceAll("http://[a-z]+[.]org/schema/1[.]0/bpmn", MODELERS);
  }
}

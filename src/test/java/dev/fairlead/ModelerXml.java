package dev.fairlead;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;

/**
 * A diagram built in a test as Camunda Modeler writes it. The builder writes extensions in the
 * namespace of its own engine, which is another one on Operaton (docs/operaton.md), and the
 * contract knows Modeler's only.
 */
public final class ModelerXml {
  private static final String MODELERS = "http://camunda.org/schema/1.0/bpmn";

  private ModelerXml() {}

  public static String of(BpmnModelInstance model) {
    return Bpmn.convertToString(model).replace(BpmnModelConstants.CAMUNDA_NS, MODELERS);
  }
}

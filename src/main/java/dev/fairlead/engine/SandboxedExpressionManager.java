package dev.fairlead.engine;

import java.util.Map;
import java.util.function.Supplier;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.engine.impl.el.VariableContextElResolver;
import org.camunda.bpm.engine.impl.el.VariableScopeElResolver;
import org.camunda.bpm.impl.juel.jakarta.el.CompositeELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.MapELResolver;

/**
 * Expressions reach variables, the beans published to processes, the business key and the outcome
 * of a decision; nothing else. No method can be called and no property of any other object read, so
 * a diagram, a stored filter or a query cannot run code.
 */
class SandboxedExpressionManager extends JuelExpressionManager {
  private final Supplier<Map<String, Object>> publishedBeans;

  SandboxedExpressionManager(Supplier<Map<String, Object>> publishedBeans) {
    this.publishedBeans = publishedBeans;
  }

  @Override
  protected ELResolver createElResolver() {
    CompositeELResolver chain = new CompositeELResolver();
    chain.add(new VariableScopeElResolver());
    chain.add(new VariableContextElResolver());
    chain.add(new PublishedBeans());
    chain.add(new AllowedProperties());
    chain.add(
        new MapELResolver(true) {
          @Override
          public Object invoke(
              ELContext context, Object base, Object method, Class<?>[] types, Object[] values) {
            return base == null ? null : refuse(base, method);
          }
        });
    chain.add(new RefuseTheRest());
    return chain;
  }

  private static Object refuse(Object base, Object property) {
    throw new ELException(
        "Expressions may not reach '" + property + "' of a " + base.getClass().getSimpleName());
  }

  /** A bean by its name, with nothing behind it. */
  private final class PublishedBeans extends ReadOnlyResolver {
    @Override
    public Object getValue(ELContext context, Object base, Object property) {
      if (base == null && property instanceof String name) {
        Object bean = publishedBeans.get().get(name);
        if (bean != null) {
          context.setPropertyResolved(true);
          return bean;
        }
      }
      return null;
    }
  }

  /**
   * The few properties that a diagram needs: the business key of an execution, the outcome of a
   * decision.
   */
  private static final class AllowedProperties extends ReadOnlyResolver {
    @Override
    public Object getValue(ELContext context, Object base, Object property) {
      if (base instanceof DelegateExecution execution && "processBusinessKey".equals(property)) {
        context.setPropertyResolved(true);
        return execution.getProcessBusinessKey();
      }
      if (base instanceof DmnDecisionResult result && "singleResult".equals(property)) {
        context.setPropertyResolved(true);
        return result.isEmpty() ? Map.of() : result.getSingleResult();
      }
      return null;
    }
  }

  private static final class RefuseTheRest extends ReadOnlyResolver {
    @Override
    public Object getValue(ELContext context, Object base, Object property) {
      return base == null ? null : refuse(base, property);
    }

    @Override
    public Object invoke(
        ELContext context, Object base, Object method, Class<?>[] types, Object[] values) {
      return base == null ? null : refuse(base, method);
    }
  }

  private abstract static class ReadOnlyResolver extends ELResolver {
    @Override
    public Class<?> getType(ELContext context, Object base, Object property) {
      return null;
    }

    @Override
    public void setValue(ELContext context, Object base, Object property, Object value) {}

    @Override
    public boolean isReadOnly(ELContext context, Object base, Object property) {
      return true;
    }

    @Override
    public Class<?> getCommonPropertyType(ELContext context, Object base) {
      return Object.class;
    }

    @Override
    public java.util.Iterator<java.beans.FeatureDescriptor> getFeatureDescriptors(
        ELContext context, Object base) {
      return null;
    }
  }
}

package dev.fairlead.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.sf.jasperreports.engine.JREmptyDataSource;
import net.sf.jasperreports.engine.JRPrintFrame;
import net.sf.jasperreports.engine.JRPrintPage;
import net.sf.jasperreports.engine.JRPrintText;
import net.sf.jasperreports.engine.JasperCompileManager;
import net.sf.jasperreports.engine.JasperFillManager;
import net.sf.jasperreports.engine.JasperPrint;
import net.sf.jasperreports.engine.JasperReport;
import net.sf.jasperreports.engine.SimpleJasperReportsContext;
import net.sf.jasperreports.engine.fill.JRBaseFiller;
import net.sf.jasperreports.engine.fill.JRFillContext;
import net.sf.jasperreports.engine.fill.JRFillSubreport;
import net.sf.jasperreports.engine.fill.JRSubreportRunner;
import net.sf.jasperreports.engine.fill.JRSubreportRunnerFactory;
import org.junit.jupiter.api.Test;

class SubreportsTests {
  private static final int ROWS = 30;

  @Test
  void aSectionIsWholeThoughWaitingForItEndsTooEarlyAgainAndAgain() throws Exception {
    SimpleJasperReportsContext context = new SimpleJasperReportsContext();
    context.setProperty(
        JRSubreportRunnerFactory.SUBREPORT_RUNNER_FACTORY, Restless.class.getName());
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("section", compiled(context, "section", "\"row \" + $V{REPORT_COUNT}", ""));
    parameters.put("rows", new JREmptyDataSource(ROWS));
    JasperReport report =
        compiled(
            context,
            "report",
            "\"after the section\"",
            """
            <parameter name="section" class="net.sf.jasperreports.engine.JasperReport"/>
            <parameter name="rows" class="net.sf.jasperreports.engine.JRDataSource"/>
            <title height="20" splitType="Stretch">
              <element kind="subreport" x="0" y="0" width="200" height="20">
                <dataSourceExpression><![CDATA[$P{rows}]]></dataSourceExpression>
                <expression><![CDATA[$P{section}]]></expression>
              </element>
            </title>
            """);

    JasperPrint print =
        JasperFillManager.getInstance(context).fill(report, parameters, new JREmptyDataSource(1));

    assertThat(print.getPages()).as("the section goes over pages").hasSizeGreaterThan(3);
    assertThat(texts(print))
        .hasSize(ROWS + 1)
        .startsWith("row 1", "row 2")
        .endsWith("row " + ROWS, "after the section");
  }

  @Test
  void reportsAreFilledThatWay() {
    assertThat(
            new ReportTemplates(ReportStyle.from(""))
                .jasper()
                .getProperty(JRSubreportRunnerFactory.SUBREPORT_RUNNER_FACTORY))
        .isEqualTo(Subreports.class.getName());
  }

  /** Wakes everybody who waits, each millisecond, and begins with a section late. */
  public static final class Restless extends Subreports {
    @Override
    public JRSubreportRunner createSubreportRunner(JRFillSubreport section, JRBaseFiller filler) {
      ScheduledThreadPoolExecutor waker = new ScheduledThreadPoolExecutor(1);
      waker.scheduleAtFixedRate(
          () -> {
            synchronized (filler) {
              filler.notifyAll();
            }
          },
          1,
          1,
          TimeUnit.MILLISECONDS);
      waker.schedule(waker::shutdownNow, 3, TimeUnit.SECONDS);
      return super.createSubreportRunner(section, filler);
    }

    @Override
    protected ExecutorService createThreadExecutor(JRFillContext report) {
      return new ThreadPoolExecutor(0, 9, 1, TimeUnit.SECONDS, new SynchronousQueue<>()) {
        @Override
        protected void beforeExecute(Thread thread, Runnable section) {
          try {
            Thread.sleep(20);
          } catch (InterruptedException e) {
            thread.interrupt();
          }
        }
      };
    }
  }

  /** Four rows on a page. */
  private static JasperReport compiled(
      SimpleJasperReportsContext context, String name, String row, String before) throws Exception {
    String template =
        """
        <jasperReport name="%s" pageWidth="200" pageHeight="80" columnWidth="200" leftMargin="0"
            rightMargin="0" topMargin="0" bottomMargin="0">
          %s
          <detail>
            <band height="20">
              <element kind="textField" x="0" y="0" width="200" height="20">
                <expression><![CDATA[%s]]></expression>
              </element>
            </band>
          </detail>
        </jasperReport>
        """
            .formatted(name, before, row);
    return JasperCompileManager.getInstance(context)
        .compile(new ByteArrayInputStream(template.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> texts(JasperPrint print) {
    return print.getPages().stream()
        .map(JRPrintPage::getElements)
        .flatMap(List::stream)
        .flatMap(SubreportsTests::texts)
        .toList();
  }

  private static Stream<String> texts(Object element) {
    return element instanceof JRPrintText text
        ? Stream.of(text.getFullText())
        : element instanceof JRPrintFrame frame
            ? frame.getElements().stream().flatMap(SubreportsTests::texts)
            : Stream.empty();
  }
}

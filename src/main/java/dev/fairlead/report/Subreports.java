package dev.fairlead.report;

import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.fill.JRBaseFiller;
import net.sf.jasperreports.engine.fill.JRFillContext;
import net.sf.jasperreports.engine.fill.JRFillSubreport;
import net.sf.jasperreports.engine.fill.JRSubreportRunResult;
import net.sf.jasperreports.engine.fill.JRSubreportRunner;
import net.sf.jasperreports.engine.fill.ThreadExecutorSubreportRunner;
import net.sf.jasperreports.engine.fill.ThreadPoolSubreportRunnerFactory;

/**
 * Fills the sections of a report, each in a thread of its own as the library does, but waits until
 * that thread says that it has finished or is at the end of a page. The library goes on whenever
 * its wait ends, which a JVM may do for no reason ({@link Object#wait()}); a section whose thread
 * had not yet begun then counted as finished, and was missing in the report without a word.
 */
public class Subreports extends ThreadPoolSubreportRunnerFactory {
  private static final String THREADS = Subreports.class.getName();

  @Override
  public JRSubreportRunner createSubreportRunner(JRFillSubreport section, JRBaseFiller filler) {
    JRFillContext report = filler.getFillContext();
    ExecutorServiceDisposable threads =
        report.getFillCache(
            THREADS, () -> new ExecutorServiceDisposable(createThreadExecutor(report)));
    return new Runner(section, filler, threads);
  }

  private static final class Runner extends ThreadExecutorSubreportRunner {
    /** Whether the section's thread has the turn; guarded by the filler, as all waiting here. */
    private boolean sectionsTurn;

    Runner(JRFillSubreport section, JRBaseFiller filler, ExecutorServiceDisposable threads) {
      super(section, filler, threads.getExecutorService());
    }

    @Override
    public JRSubreportRunResult start() {
      sectionsTurn = true;
      return super.start();
    }

    @Override
    public JRSubreportRunResult resume() {
      sectionsTurn = true;
      return super.resume();
    }

    @Override
    protected JRSubreportRunResult waitResult() {
      JRSubreportRunResult result;
      do {
        result = super.waitResult();
      } while (sectionsTurn);
      return result;
    }

    @Override
    public void suspend() throws JRException {
      sectionsTurn = false;
      do {
        super.suspend();
      } while (!sectionsTurn);
    }

    @Override
    public void cancel() throws JRException {
      sectionsTurn = isRunning();
      do {
        super.cancel();
      } while (sectionsTurn);
    }

    @Override
    public void run() {
      super.run();
      synchronized (subreportFiller) {
        sectionsTurn = false;
        subreportFiller.notifyAll();
      }
    }
  }
}

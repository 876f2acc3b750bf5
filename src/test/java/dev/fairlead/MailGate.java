package dev.fairlead;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between one node and the mail server. It can keep to itself that the server took a mail:
 * the moment in which nobody but the server knows that a mail has left. It can be shut, so that
 * connections are refused, and it can be slow to tell that a mail was taken.
 */
final class MailGate implements AutoCloseable {
  private static final String END_OF_MAIL = "\r\n.\r\n";

  private final int server;
  private volatile ServerSocket door;
  private volatile CountDownLatch held;
  private volatile Duration slow = Duration.ZERO;
  private final AtomicInteger slowAnswers = new AtomicInteger();

  MailGate(int server) {
    this.server = server;
    open(0);
  }

  private void open(int port) {
    try {
      ServerSocket opened = new ServerSocket(port);
      door = opened;
      start(() -> letIn(opened));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on connections are refused; those that stand are left alone. */
  void shut() {
    close();
  }

  void openAgain() {
    open(door.getLocalPort());
  }

  /** From now on the node is told so much later that a mail was taken. */
  void slow(Duration later) {
    slow = later;
  }

  /** How often the node had to wait so. */
  int slowAnswers() {
    return slowAnswers.get();
  }

  int port() {
    return door.getLocalPort();
  }

  /**
   * From now on the node is not told that a mail was taken; counts down when the server took one.
   */
  CountDownLatch hold() {
    held = new CountDownLatch(1);
    return held;
  }

  void letThrough() {
    held = null;
  }

  private void letIn(ServerSocket opened) {
    while (!opened.isClosed()) {
      Socket node = null;
      try {
        node = opened.accept();
        Socket mails = new Socket("localhost", server);
        Passing passing = new Passing(node, mails);
        start(passing::fromNode);
        start(passing::fromServer);
      } catch (IOException serverGone) {
        // the node sees its connection end, as it would without us
        end(node);
      }
    }
  }

  private static void end(Socket socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException gone) {
      // so be it
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "mail gate");
    thread.setDaemon(true);
    thread.start();
  }

  private final class Passing {
    private final Socket node;
    private final Socket mails;
    private final StringBuilder tail = new StringBuilder();
    private volatile boolean mailEnded;

    Passing(Socket node, Socket mails) {
      this.node = node;
      this.mails = mails;
    }

    void fromNode() {
      pass(
          node,
          mails,
          said -> {
            tail.append(said);
            mailEnded = tail.toString().endsWith(END_OF_MAIL);
            tail.delete(0, Math.max(0, tail.length() - END_OF_MAIL.length()));
            return true;
          });
    }

    void fromServer() {
      pass(
          mails,
          node,
          said -> {
            CountDownLatch latch = held;
            boolean taken = mailEnded && said.startsWith("250");
            if (taken && !slow.isZero()) {
              sleep(slow);
              slowAnswers.incrementAndGet();
            }
            if (latch == null || !taken) {
              return true;
            }
            latch.countDown();
            return false;
          });
    }

    private static void sleep(Duration time) {
      try {
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private void pass(Socket from, Socket to, java.util.function.Predicate<String> look) {
      try (from;
          to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] some = new byte[8192];
        for (int n = in.read(some); n >= 0; n = in.read(some)) {
          if (look.test(new String(some, 0, n, StandardCharsets.ISO_8859_1))) {
            out.write(some, 0, n);
            out.flush();
          }
        }
      } catch (IOException over) {
        // one of both has gone
      }
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

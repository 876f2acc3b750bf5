package dev.fairlead.communication;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that answers as it is told: "RCPT" with a refusal, or "DATA" never at all. */
final class ScriptedSmtp implements AutoCloseable {
  /** Instead of an answer: silence. */
  static final String SILENCE = "";

  private final ServerSocket socket;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private volatile int taken;
  private volatile String last = "none";
  private volatile Runnable farewell = () -> {};
  private volatile Runnable beforeItTakesAMail = () -> {};

  ScriptedSmtp() throws IOException {
    socket = new ServerSocket(0);
    Thread door = new Thread(this::open, "scripted mail server");
    door.setDaemon(true);
    door.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  /**
   * @param command such as RCPT, or END for the end of a mail's text
   */
  void answers(String command, String answer) {
    answers.put(command, answer);
  }

  /** Closes the connection once it has answered this command. */
  void hangsUpAfter(String command) {
    last = command;
  }

  /** What is done when a caller says goodbye. */
  void onFarewell(Runnable farewell) {
    this.farewell = farewell;
  }

  /** What is done between the end of a mail's text and the answer to it. */
  void beforeItTakesAMail(Runnable thought) {
    this.beforeItTakesAMail = thought;
  }

  void behaves() {
    answers.clear();
  }

  /** All that was said to it. */
  List<String> heard() {
    return heard;
  }

  /** How many mails it took. */
  int taken() {
    return taken;
  }

  private void open() {
    while (!socket.isClosed()) {
      try {
        Socket caller = socket.accept();
        Thread talk = new Thread(() -> talk(caller), "scripted mail server, one caller");
        talk.setDaemon(true);
        talk.start();
      } catch (IOException over) {
        // the test has gone
      }
    }
  }

  private void talk(Socket caller) {
    try (caller) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(caller.getInputStream(), StandardCharsets.ISO_8859_1));
      say(caller, answers.getOrDefault("HELLO", "220 scripted"));
      boolean data = false;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        heard.add(line);
        String command =
            data
                ? "END"
                : line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT).replace("EHLO", "HELO");
        if (data && !line.equals(".")) {
          continue;
        }
        data = false;
        String answer = answers.getOrDefault(command, usual(command));
        if (command.equals("DATA") && answer.startsWith("354")) {
          data = true;
        }
        if (command.equals("END") && answer.startsWith("250")) {
          beforeItTakesAMail.run();
          taken++;
        }
        if (command.equals("QUIT")) {
          farewell.run();
        }
        say(caller, answer);
        if (command.equals(last)) {
          return;
        }
      }
    } catch (IOException over) {
      // the caller has gone
    }
  }

  private static String usual(String command) {
    return switch (command) {
      case "DATA" -> "354 go on";
      case "QUIT" -> "221 bye";
      default -> "250 ok";
    };
  }

  private static void say(Socket caller, String answer) throws IOException {
    if (!answer.equals(SILENCE)) {
      caller.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
      caller.getOutputStream().flush();
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

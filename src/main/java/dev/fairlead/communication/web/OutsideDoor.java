package dev.fairlead.communication.web;

import dev.fairlead.communication.LookupLimit;
import dev.fairlead.communication.OutsideParties;
import dev.fairlead.communication.OutsideParty;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * What the pages behind secret addresses of external parties have in common: nobody tries many
 * addresses, one that never was is answered as not found, and people read their own language.
 */
@Component
class OutsideDoor {
  private final LookupLimit limit;
  private final OutsideParties parties;
  private final MessageSource texts;

  OutsideDoor(LookupLimit limit, OutsideParties parties, MessageSource texts) {
    this.limit = limit;
    this.parties = parties;
    this.texts = texts;
  }

  /**
   * Speaks the party's language: {@code words.say('name')} in the template.
   *
   * @param page whose texts are said by their last part
   */
  public record Words(MessageSource texts, String language, String page) {
    public String say(String name, Object... arguments) {
      return code(page + "." + name, arguments);
    }

    String code(String code, Object... arguments) {
      return texts.getMessage(
          "de".equals(language) ? code + ".de" : code, arguments, Locale.ENGLISH);
    }
  }

  Words words(long partyId, String page) {
    return new Words(texts, parties.find(partyId).map(OutsideParty::language).orElse("en"), page);
  }

  /**
   * What stands behind an open address; otherwise status and sentence are set for the page {@code
   * communication/sharedGone}.
   *
   * @param find is not asked where somebody tries too often
   * @param over code of the sentence where it is open no more
   */
  <T> Optional<T> open(
      Supplier<Optional<T>> find,
      Predicate<T> isOpen,
      String over,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    if (limit.isExceededBy(request.getRemoteAddr())) {
      return refuse(HttpStatus.TOO_MANY_REQUESTS, "communication.shared.tooOften", response, model);
    }
    Optional<T> found = find.get();
    if (found.isEmpty()) {
      return refuse(HttpStatus.NOT_FOUND, "communication.shared.unknown", response, model);
    }
    return found.filter(isOpen).isPresent()
        ? found
        : refuse(HttpStatus.GONE, over, response, model);
  }

  private static <T> Optional<T> refuse(
      HttpStatus status, String sentence, HttpServletResponse response, Model model) {
    response.setStatus(status.value());
    model.addAttribute("sentence", sentence);
    return Optional.empty();
  }
}

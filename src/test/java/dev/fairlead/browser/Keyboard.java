package dev.fairlead.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;

/** Walks over a page with the Tab key. */
final class Keyboard {
  private static final int LONGEST_WALK = 400;

  /** Remembers how each control looks, and which of them Tab must reach. */
  private static final String PREPARE =
      """
      () => {
        const look = e => { const s = getComputedStyle(e); return [s.outline, s.boxShadow, s.borderColor, s.backgroundColor].join(); };
        const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
            .filter(e => !e.disabled && e.type !== 'hidden' && e.checkVisibility({visibilityProperty: true})
                && !e.closest('fieldset[disabled]'));
        document.activeElement?.blur();
        window.walk = {look, before: new Map(all.map(e => [e, look(e)])), reached: new Set([all[0]]), last: all[0], troubles: []};
        all[0].focus(); // the page may have put the focus further down
      }
      """;

  /** Looks at the control that has the focus now; false at the end of the walk. */
  private static final String LOOK =
      """
      () => {
        const e = document.activeElement;
        if (!e || e === document.body) return false;
        if (window.walk.reached.has(e)) return e === window.walk.last; // a date has a stop for day, month and year
        window.walk.reached.add(window.walk.last = e);
        if (e.tagName !== 'IFRAME' && window.walk.before.get(e) === window.walk.look(e)) {
          window.walk.troubles.push('does not show that it has the focus: ' + e.outerHTML.slice(0, 150));
        }
        return true;
      }
      """;

  private static final String END =
      """
      () => {
        const radio = e => e.type === 'radio' && [...window.walk.reached].some(r => r.type === 'radio' && r.name === e.name);
        const same = e => o => o !== e && o.type === 'submit' && o.textContent.trim() === e.textContent.trim() && window.walk.reached.has(o);
        const enter = e => e.matches('button[aria-hidden="true"]') && [...e.form.elements].some(same(e));
        for (const e of window.walk.before.keys()) {
          if (radio(e)) continue; // the arrows go on from the one that Tab reaches
          if (enter(e)) continue; // what Enter in a field does; Tab reaches the button that does the same
          if (e.isConnected && !window.walk.reached.has(e)) window.walk.troubles.push('is not reached by Tab: ' + e.outerHTML.slice(0, 150));
        }
        return window.walk.troubles;
      }
      """;

  private final Page page;

  Keyboard(Page page) {
    this.page = page;
  }

  /** What somebody without a mouse stumbles over. */
  List<String> troubles() {
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    page.evaluate(PREPARE);
    for (int step = 0; step < LONGEST_WALK; step++) {
      page.keyboard().press("Tab");
      if (!(Boolean) page.evaluate(LOOK)) {
        break;
      }
    }
    List<String> troubles = new ArrayList<>();
    ((List<?>) page.evaluate(END)).forEach(trouble -> troubles.add((String) trouble));
    return troubles;
  }
}

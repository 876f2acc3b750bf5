package dev.fairlead.people.web;

import dev.fairlead.people.User;
import java.util.LinkedHashSet;
import java.util.Set;

/** What stands in the fields of an account, as typed. The password is never shown again. */
public class UserForm {
  private String username = "";
  private String displayName = "";
  private String email = "";
  private Set<String> groups = new LinkedHashSet<>();
  private boolean enabled = true;

  static UserForm of(User user) {
    UserForm form = new UserForm();
    form.username = user.username();
    form.displayName = user.displayName();
    form.email = user.email();
    form.groups = user.groups();
    form.enabled = user.enabled();
    return form;
  }

  User read() {
    return new User(
        username.strip(), displayName.strip(), email.strip(), enabled, Set.copyOf(groups));
  }

  public String getUsername() {
    return username;
  }

  public void setUsername(String username) {
    this.username = username;
  }

  public String getDisplayName() {
    return displayName;
  }

  public void setDisplayName(String displayName) {
    this.displayName = displayName;
  }

  public String getEmail() {
    return email;
  }

  public void setEmail(String email) {
    this.email = email;
  }

  public Set<String> getGroups() {
    return groups;
  }

  public void setGroups(Set<String> groups) {
    this.groups = groups;
  }

  public boolean isEnabled() {
    return enabled;
  }

  public void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }
}

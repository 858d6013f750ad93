package nl.voorkeur.catalogue.web;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.ControllerDetails;
import nl.voorkeur.catalogue.ControllerRole;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Problems;

/** What is typed about a controller, and what is wrong with it. */
public class ControllerForm {

  static final Pattern SLUG = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");

  private static final Pattern WEBSITE = Pattern.compile("https?://[^\\s/?#]+\\.[^\\s]+");
  private static final int LONGEST_SLUG = 60;

  private String slug;
  private String name;
  private ControllerRole ourRole = ControllerRole.PROCESSOR;
  private String postalAddress;
  private String contactEmail;
  private String contactPhone;
  private String website;
  private String senderName;
  private String senderAddress;
  private LanguageChoice languages = new LanguageChoice(List.of(Language.NL));
  private long version;

  static ControllerForm of(Controller controller) {
    ControllerForm form = new ControllerForm();
    form.slug = controller.slug();
    form.name = controller.name();
    form.ourRole = controller.ourRole();
    form.postalAddress = controller.postalAddress();
    form.contactEmail = controller.contactEmail().display();
    form.contactPhone = controller.contactPhone().orElse("");
    form.website = controller.website().orElse("");
    form.senderName = controller.senderName();
    form.senderAddress = controller.senderAddress().display();
    form.languages = new LanguageChoice(controller.languages());
    form.version = controller.version();
    return form;
  }

  void check(Problems problems, DeskText say) {
    text(problems, say, "name", name, 120);
    checkSlug(problems, say, slug);
    text(problems, say, "postalAddress", postalAddress, 400);
    address(problems, say, "contactEmail", contactEmail);
    if (contactPhone != null && !contactPhone.matches("[-+0-9() ./]{3,40}")) {
      problems.add("contactPhone", say.of("phone.wrong"));
    }
    if (website != null && !WEBSITE.matcher(website).matches()) {
      problems.add("website", say.of("website.wrong"));
    }
    text(problems, say, "senderName", senderName, 120);
    address(problems, say, "senderAddress", senderAddress);
  }

  static void checkSlug(Problems problems, DeskText say, String slug) {
    if (slug == null || slug.length() > LONGEST_SLUG || !SLUG.matcher(slug).matches()) {
      problems.add("slug", say.of("slug.wrong"));
    }
  }

  static void text(Problems problems, DeskText say, String field, String text, int longest) {
    if (text == null || text.isBlank()) {
      problems.add(field, say.of("text.missing"));
    } else if (text.length() > longest) {
      problems.add(field, say.of("text.long", longest));
    } else if (text.chars()
        .anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029)) {
      problems.add(field, say.of("text.control"));
    }
  }

  private static void address(Problems problems, DeskText say, String field, String text) {
    EmailAddress.parse(text == null ? "" : text)
        .fold(
            address -> null,
            fault -> {
              problems.add(field, say.reason("address." + fault.name()));
              return null;
            });
  }

  /** What was typed, once it was checked. */
  ControllerDetails details() {
    return new ControllerDetails(
        name.strip(),
        postalAddress.strip(),
        EmailAddress.of(contactEmail),
        Optional.ofNullable(contactPhone),
        Optional.ofNullable(website),
        senderName.strip(),
        EmailAddress.of(senderAddress),
        languages.languages());
  }

  public String getSlug() {
    return slug;
  }

  public void setSlug(String slug) {
    this.slug = slug;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public ControllerRole getOurRole() {
    return ourRole;
  }

  public void setOurRole(ControllerRole ourRole) {
    this.ourRole = ourRole;
  }

  public String getPostalAddress() {
    return postalAddress;
  }

  public void setPostalAddress(String postalAddress) {
    this.postalAddress = postalAddress;
  }

  public String getContactEmail() {
    return contactEmail;
  }

  public void setContactEmail(String contactEmail) {
    this.contactEmail = contactEmail;
  }

  public String getContactPhone() {
    return contactPhone;
  }

  public void setContactPhone(String contactPhone) {
    this.contactPhone = contactPhone;
  }

  public String getWebsite() {
    return website;
  }

  public void setWebsite(String website) {
    this.website = website;
  }

  public String getSenderName() {
    return senderName;
  }

  public void setSenderName(String senderName) {
    this.senderName = senderName;
  }

  public String getSenderAddress() {
    return senderAddress;
  }

  public void setSenderAddress(String senderAddress) {
    this.senderAddress = senderAddress;
  }

  public LanguageChoice getLanguages() {
    return languages;
  }

  public long getVersion() {
    return version;
  }

  public void setVersion(long version) {
    this.version = version;
  }
}

package nl.voorkeur.platform.mail;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/** The resolvers of this machine, by Java's own client. */
@ApplicationScoped
public class SystemDns implements Dns {

  /** A string of a TXT record as Java writes it: in quotes when it holds a blank. */
  private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");

  @Override
  public List<String> txt(String name) {
    Hashtable<String, String> settings = new Hashtable<>();
    settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    settings.put("com.sun.jndi.dns.timeout.initial", "1500");
    settings.put("com.sun.jndi.dns.timeout.retries", "2");
    try {
      DirContext context = new InitialDirContext(settings);
      try {
        Attribute records = context.getAttributes(name, new String[] {"TXT"}).get("TXT");
        return records == null ? List.of() : texts(records);
      } finally {
        context.close();
      }
    } catch (NameNotFoundException nobody) {
      return List.of();
    } catch (NamingException unknown) {
      throw new Silent(unknown);
    }
  }

  private static List<String> texts(Attribute records) throws NamingException {
    List<String> texts = new ArrayList<>();
    NamingEnumeration<?> all = records.getAll();
    while (all.hasMore()) {
      texts.add(joined(String.valueOf(all.next())));
    }
    return texts;
  }

  /** The strings of one record put together without anything between (RFC 7208 s. 3.3). */
  static String joined(String record) {
    StringBuilder whole = new StringBuilder();
    Matcher string = STRING.matcher(record);
    while (string.find()) {
      whole.append(
          string.group(1) == null ? string.group(2) : string.group(1).replaceAll("\\\\(.)", "$1"));
    }
    return whole.toString();
  }
}

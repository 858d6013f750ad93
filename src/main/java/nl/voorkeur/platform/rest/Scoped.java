package nl.voorkeur.platform.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import nl.voorkeur.platform.security.Scope;

/** The scope that a token needs here, where it is another than that of the feature. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Scoped {
  Scope value();
}

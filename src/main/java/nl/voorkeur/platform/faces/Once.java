package nl.voorkeur.platform.faces;

import jakarta.el.ExpressionFactory;
import jakarta.faces.component.UIComponent;
import jakarta.faces.view.facelets.FaceletContext;
import jakarta.faces.view.facelets.TagAttribute;
import jakarta.faces.view.facelets.TagConfig;
import jakarta.faces.view.facelets.TagHandler;

/**
 * Looks names up once for the whole page: {@code <v:once names="page m"/>}. Each expression after
 * it finds them at hand; without it each walks from resolver to resolver until one knows the name
 * (ADR 0019).
 */
public final class Once extends TagHandler {

  private final TagAttribute names;

  public Once(TagConfig config) {
    super(config);
    names = getRequiredAttribute("names");
  }

  @Override
  public void apply(FaceletContext page, UIComponent parent) {
    ExpressionFactory expressions = page.getExpressionFactory();
    for (String name : names.getValue().split(" ")) {
      Object found =
          expressions.createValueExpression(page, "#{" + name + "}", Object.class).getValue(page);
      page.getVariableMapper()
          .setVariable(name, expressions.createValueExpression(found, Object.class));
    }
  }
}

import { parse, parseCss, type AST } from 'svelte/compiler';

/** Properties that take a colour, alone or among other things. */
const takesColour = /color|background|border|outline|shadow|fill|stroke|decoration|--/;
const literal = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(|\bcolor\(/i;
const named =
  /(?<![\w-])(?:black|white|gr[ae]y|silver|red|maroon|orange|yellow|gold|green|lime|olive|teal|cyan|aqua|blue|navy|purple|magenta|fuchsia|violet|indigo|pink|brown|crimson|tomato|salmon|coral)(?![\w-])/i;

/** Every declaration with a colour that is no token, as `property: value`. Reads a style sheet, or the styles of a component. */
export function literalColours(file: string, source: string): string[] {
  const found: string[] = [];
  const look = (property: string, value: string): void => {
    if (literal.test(value) || (takesColour.test(property) && named.test(value)))
      found.push(`${property}: ${value}`);
  };
  walk(file.endsWith('.css') ? parseCss(source) : parse(source, { modern: true }), look);
  return found;
}

type Look = (property: string, value: string) => void;

function walk(node: unknown, look: Look): void {
  if (typeof node !== 'object' || node === null) return;
  if ('type' in node && node.type === 'Declaration') {
    const { property, value } = node as AST.CSS.Declaration;
    look(property, value);
  } else if ('type' in node && node.type === 'Attribute') {
    lookAtAttribute(node as AST.Attribute, look);
  } else {
    Object.values(node).forEach((child) => walk(child, look));
  }
}

/** `style="color: red"` and `fill="red"`. What stands in braces is an expression, and no literal. */
function lookAtAttribute({ name, value }: AST.Attribute, look: Look): void {
  const text = Array.isArray(value)
    ? value.map((part) => (part.type === 'Text' ? part.data : 'x')).join('')
    : '';
  if (name !== 'style') look(name, /^(fill|stroke|color)$/.test(name) ? text : '');
  else for (const declaration of text.split(';')) look(...halves(declaration));
}

function halves(declaration: string): [property: string, value: string] {
  const colon = declaration.indexOf(':');
  return [declaration.slice(0, colon).trim(), declaration.slice(colon + 1).trim()];
}

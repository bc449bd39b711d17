/**
 * A report as GitHub would show it: GFM with alerts, task lists, footnotes, emoji, mentions and references, made safe
 * by GitHub's own sanitising schema and then by a narrower one of ours: nothing remote is loaded, and nothing in a
 * report can take the focus. HTML comments, the draft's marker among them, are not shown.
 */
import { fromHtml } from 'hast-util-from-html';
import { defaultSchema, sanitize } from 'hast-util-sanitize';
import type { Schema } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';

import { makeAlerts } from './preview/alerts.ts';
import type { PreviewChild, PreviewElement, PreviewRoot, Rewrite } from './preview/hast.ts';
import { element, rewriteAll, text } from './preview/hast.ts';
import { toUnsafeHtml } from './preview/parser.ts';
import { pictureAt } from './pictures.ts';
import type { PictureName } from './pictures.ts';
import type { Place } from './preview/references.ts';
import { linkReferences, shortenIssueAddress } from './preview/references.ts';

export type { PreviewChild, PreviewElement, PreviewNode, PreviewRoot } from './preview/hast.ts';
export type { Place } from './preview/references.ts';

/** GitHub allows `<picture>`, and form attributes that do nothing without a form; here they would load or take the focus. */
const LEFT_OUT_TAGS = new Set(['picture', 'source']);
const LEFT_OUT_ATTRIBUTES = new Set([
  'accessKey',
  'action',
  'encType',
  'method',
  'longDesc',
  'tabIndex',
  'useMap',
  'isMap',
]);

type Attributes = NonNullable<Schema['attributes']>;

function narrowed(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([tag, allowed]) => [
      tag,
      allowed.filter((each) => !LEFT_OUT_ATTRIBUTES.has(typeof each === 'string' ? each : each[0])),
    ]),
  );
}

const schema: Schema = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((tag) => !LEFT_OUT_TAGS.has(tag)),
  attributes: narrowed(defaultSchema.attributes ?? {}),
  protocols: {
    ...defaultSchema.protocols,
    href: ['http', 'https', 'mailto'],
    src: [...(defaultSchema.protocols?.['src'] ?? []), 'debrief-picture'],
  },
};

/** What the sanitiser puts before every id (GitHub's `user-content-`), so that no report can name a part of the page. */
const ID_PREFIX = 'user-content-';

/** Links to a place in the same report follow their targets to their new names; `//host` would follow the page's scheme. */
function mendLink(anchor: PreviewElement): PreviewElement {
  const { href } = anchor.properties;
  if (typeof href !== 'string') return anchor;
  if (href.startsWith('#')) {
    return { ...anchor, properties: { ...anchor.properties, href: `#${ID_PREFIX}${href.slice(1)}` } };
  }
  if (/^(?:https?:|mailto:)/i.test(href)) return anchor;
  // On GitHub an address without a scheme is one of a page of GitHub's; here it would be one of this program's.
  const { href: _, ...properties } = anchor.properties;
  return { ...anchor, properties };
}

/** Where a picture of the draft can be had; null: nowhere, and words stand for it. */
export type ShowAt = (name: PictureName) => string | null;

/** A picture of the draft, by the one address that is ours: its name says all that is in it. */
function showPicture(name: PictureName, alt: string, showAt: ShowAt): PreviewChild {
  const src = showAt(name);
  return src === null ? text(alt) : element('img', { src, alt, className: ['picture'] }, []);
}

/** Nothing remote is loaded: a picture is a link to it, with the words that describe it. */
function describeImage(image: PreviewElement, linked: boolean, showAt: ShowAt): PreviewChild {
  const { src, alt } = image.properties;
  const ours = typeof src === 'string' ? pictureAt(src) : null;
  if (ours !== null) return showPicture(ours, typeof alt === 'string' ? alt.trim() : '', showAt);
  const address = typeof src === 'string' && /^https?:/i.test(src) ? src : null;
  const described = typeof alt === 'string' ? alt.trim() : '';
  const shown = text(
    described === ''
      ? (address
          ?.replace(/[?#].*$/, '')
          .split('/')
          .at(-1) ?? '')
      : described,
  );
  if (address === null || linked) return shown;
  return element('a', { href: address, className: ['remote-image'] }, [shown]);
}

function rewriteFor(place: Place, showAt: ShowAt): Rewrite {
  return (node, within) => {
    if (node.type === 'text')
      return within.literal || within.link ? [node] : linkReferences(node.value, place);
    if (node.type !== 'element') return [];
    if (node.tagName === 'img') return [describeImage(node, within.link, showAt)];
    if (node.tagName === 'a') return [mendLink(shortenIssueAddress(node, place))];
    return [node];
  };
}

function treeOf(markdown: string, place: Place, showAt: ShowAt): PreviewRoot {
  const safe = sanitize(fromHtml(toUnsafeHtml(markdown), { fragment: true }), schema);
  const children = safe.type === 'root' ? safe.children : [];
  return { type: 'root', children: makeAlerts(rewriteAll(children, rewriteFor(place, showAt))) };
}

const nowhere: ShowAt = () => null;

/**
 * The safe tree (hast) of a report's Markdown. Its elements and attributes are those of GitHub's schema, and no others.
 * @param showAt where the pictures of the draft can be had
 */
export function previewTree(markdown: string, place: Place, showAt: ShowAt = nowhere): PreviewRoot {
  try {
    return treeOf(markdown, place, showAt);
  } catch (error) {
    // HTML nested thousands deep outgrows the stack of any reader. It shows as the text that it is.
    if (error instanceof RangeError)
      return { type: 'root', children: [element('pre', {}, [text(markdown)])] };
    throw error;
  }
}

/** The same as safe HTML, for a page of its own. */
export function previewHtml(markdown: string, place: Place, showAt: ShowAt = nowhere): string {
  return toHtml(previewTree(markdown, place, showAt));
}

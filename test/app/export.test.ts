import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { draftFromExport, exportDocument, exportJson, readExport } from '../../app/export.ts';
import { renderBody } from '../../app/markdown/render.ts';
import { anyDraft } from '../support/arbitrary.ts';
import { contentOf } from '../support/content.ts';
import { countingIds } from '../support/ids.ts';

const making = { nowMs: 0, newId: countingIds() };

describe('a draft as JSON', () => {
  it('comes back with the same content and the same Markdown', () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const back = draftFromExport(readExport(exportJson(draft), 'x.json'), making);
        expect(contentOf(back)).toEqual(contentOf(draft));
        expect(renderBody(back)).toBe(renderBody(draft));
      }),
      { numRuns: 200 },
    );
  });

  it('has the schema that docs/export.schema.json says, of which what may be left out is what has a default', () => {
    const written: unknown = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../docs/export.schema.json'), 'utf8'),
    );
    expect(written).toEqual(JSON.parse(JSON.stringify(z.toJSONSchema(exportDocument, { io: 'input' }))));
  });

  it.each(['', '{', '[]', '{"debrief":2}', 'null'])('is refused with the reason if it is %j', (text) => {
    expect(() => readExport(text, 'x.json')).toThrow(expect.objectContaining({ code: 'file.notDebrief' }));
  });
});

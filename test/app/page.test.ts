import { describe, expect, it } from 'vitest';

import { renderPage } from '../../app/page.ts';

const place = { repo: 'acme/ops', host: 'github.com' };

describe('a report as a page of its own', () => {
  it('shows the title and the body, and loads nothing', () => {
    const page = renderPage(
      'Hub & spokes <down>',
      '# Summary\n\nSee #12.\n\n![x](https://example.com/a.png)\n',
      place,
    );
    expect(page).toContain('<title>Hub &amp; spokes &lt;down&gt;</title>');
    expect(page).toContain('https://github.com/acme/ops/issues/12');
    expect(page).not.toMatch(/<(?:img|script|link|iframe)\b/);
  });

  it('runs nothing that a report brings along', () => {
    const page = renderPage('x', '<script>alert(1)</script><img src=x onerror=alert(1)>', place);
    expect(page).not.toMatch(/<script|onerror/);
  });
});

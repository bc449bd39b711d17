import { X509Certificate } from 'node:crypto';
import * as tls from 'node:tls';
import { describe, expect, test } from 'vitest';
import { trustingFetch, trustSystem } from '../../../main/electron/certificates.ts';

/** Two texts may be of one certificate. */
const printOf = (certificate: string): string => new X509Certificate(certificate).fingerprint256;

describe('the certificates', () => {
  test('are Node’s own and those of the system', () => {
    const own = tls.getCACertificates('bundled');
    trustSystem(tls);
    const trusted = new Set(tls.getCACertificates('default').map(printOf));
    const missing = [...own, ...tls.getCACertificates('system')].filter(
      (each) => !trusted.has(printOf(each)),
    );
    expect(missing).toEqual([]);
  });

  test('stay as they are where the system’s can not be read', () => {
    const given: unknown[] = [];
    trustSystem({
      getCACertificates: (type) => {
        if (type === 'system') throw new Error('no store');
        return [];
      },
      setDefaultCACertificates: (certificates) => void given.push(certificates),
    });
    expect(given).toEqual([]);
  });

  test('of a company’s own authority are trusted once the system has them', () => {
    const given: unknown[] = [];
    trustSystem({
      getCACertificates: (type) => (type === 'system' ? ['company', 'well known'] : ['well known']),
      setDefaultCACertificates: (certificates) => void given.push(certificates),
    });
    expect(given).toEqual([['well known', 'company']]);
  });

  test('of the system are read once, before the first request', async () => {
    const steps: string[] = [];
    const fetch = trustingFetch(
      async () => {
        steps.push('fetch');
        return new Response();
      },
      { getCACertificates: () => [], setDefaultCACertificates: () => void steps.push('trust') },
    );
    expect(steps).toEqual([]);
    await fetch('https://a.example/');
    await fetch('https://b.example/');
    expect(steps).toEqual(['trust', 'fetch', 'fetch']);
  });
});

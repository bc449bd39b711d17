import { describe, expect, it } from 'vitest';

import { graphqlUrl } from '../../../main/github/histories.ts';

describe('the address of GraphQL', () => {
  it.each([
    ['https://api.github.com', 'https://api.github.com/graphql'],
    ['https://ghe.example.org/api/v3', 'https://ghe.example.org/api/graphql'],
    ['https://ghe.example.org/api/v3/', 'https://ghe.example.org/api/graphql'],
    ['https://api.acme.ghe.com', 'https://api.acme.ghe.com/graphql'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/graphql'],
  ])('for %s is %s', (apiUrl, url) => {
    expect(graphqlUrl(apiUrl)).toBe(url);
  });
});

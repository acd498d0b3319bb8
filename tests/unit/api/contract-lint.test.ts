import { validate } from '@apidevtools/swagger-parser';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, test } from 'vitest';
import { contractDocument } from '../../../dev/documents/contract-document.ts';

// What those find who read the contract with the usual tools.
const document = contractDocument();
const text = JSON.stringify(document);

describe('the contract of the API', () => {
  test('is valid for swagger-parser', async () => {
    await expect(validate(JSON.parse(text) as Parameters<typeof validate>[0])).resolves.toBeDefined();
  });

  test('is clean for Redocly', async () => {
    const config = await createConfig({
      extends: ['recommended'],
      // what a browser visits leads on and has no body
      rules: { 'operation-2xx-response': 'off' },
    });
    const problems = await lintFromString({ source: text, config, absoluteRef: '/openapi.json' });
    expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  });
});

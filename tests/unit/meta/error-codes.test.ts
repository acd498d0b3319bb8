import { describe, expect, it } from 'vitest';
import { classifyMetaError, classifyStatusError } from '../../../src/adapters/meta/send/error-codes.ts';

const classify = (httpStatus: number, error: Record<string, unknown>) =>
  classifyMetaError({ httpStatus, body: { error } });

describe('an error of the Graph API', () => {
  it.each([
    [0, 'account'],
    [1, 'transient'],
    [4, 'rate-limited'],
    [100, 'final'],
    [190, 'account'],
    [200, 'account'],
    [299, 'account'],
    [368, 'account'],
    [80007, 'rate-limited'],
    [130429, 'rate-limited'],
    [131000, 'transient'],
    [131026, 'final'],
    [131042, 'account'],
    [131047, 'needs-template'],
    [131049, 'final'],
    [131050, 'opted-out'],
    [131056, 'pair-limited'],
    [131208, 'final'],
    [138018, 'final'],
    [2388073, 'final'],
    [132015, 'final'],
    [2494100, 'transient'],
  ])('with code %i is %s', (code, expected) => {
    expect(classify(400, { code, message: 'x' })).toMatchObject({ class: expected, code: String(code) });
    expect(classifyStatusError(code)).toMatchObject({ class: expected, code: String(code) });
  });

  it('100 about a missing object is for a human', () => {
    expect(classify(400, { code: 100, error_subcode: 33 })).toMatchObject({ class: 'account' });
  });

  it.each([
    [400, 'final'],
    [401, 'account'],
    [403, 'final'],
    [429, 'rate-limited'],
    [500, 'transient'],
  ])('of an unknown code goes by HTTP %i', (httpStatus, expected) => {
    expect(classify(httpStatus, { code: 987654 })).toMatchObject({ class: expected, code: '987654' });
  });

  it.each([
    [404, undefined, 'final'],
    [401, '<html>', 'account'],
    [302, undefined, 'account'],
    [408, undefined, 'transient'],
    [502, { error: 'Bad Gateway' }, 'transient'],
    [503, null, 'transient'],
  ])('without readable JSON goes by HTTP %i', (httpStatus, body, expected) => {
    expect(classifyMetaError({ httpStatus, body })).toMatchObject({
      class: expected,
      code: `http-${httpStatus}`,
    });
  });

  it('brings the trace id and what Meta says, without phones, user ids and tokens', () => {
    const failure = classify(400, {
      code: 131009,
      message: '(#131009) Parameter value is not valid',
      error_data: {
        details: 'to=+55 11 95550-0001 for BR.1000000000000000001 with EAAGinventedinventedinvented1',
      },
      fbtrace_id: 'Atrace',
    });
    expect(failure).toEqual({
      class: 'final',
      code: '131009',
      detail: 'parameter value invalid: to=… for … with …',
      traceId: 'Atrace',
    });
  });

  it('tolerates error data in a string', () => {
    expect(classify(400, { code: 131008, error_data: 'to is required' }).detail).toContain('to is required');
  });

  it('of an unknown code in a status is final', () => {
    expect(classifyStatusError(987654)).toMatchObject({ class: 'final' });
  });
});
